# Completion of bash for the programs of DMail. A test makes this file of their tables.

_dmail_server_options='
    --all --check --help --version -h -i -n
'
_dmail_tell_options='
    --dry-run --help --json --password-file --version -h -i -j -n -p
'
_dmail_setup_options='
    --answers --dir --dns --dry-run --help --json --password-file --plain --set --start --version
    --yes -h -i -j
'
_dmail_smtp_commands='
    address binding_active binding_delayed binding_fail_domain binding_flush_domain
    binding_rest_cancel binding_rest_list binding_resume binding_summary binding_suspend bounce
    check_ips clear_cache_all config config_begin config_commit config_eval config_get
    config_rollback config_set config_show config_unset config_writeback delete dns help hold ips
    listen_list listen_start listen_stop log_level login monitors probe queue rebind release reload
    reroute_queue resume sendlog show showchans showsend shutdown status suspend trace_smtp_add
    trace_smtp_list trace_smtp_remove try tryall version why
'
_dmail_pop_commands='
    address check clear_cache_all config config_begin config_commit config_rollback config_set
    config_show config_unset config_writeback help ips kick listen_list listen_start listen_stop
    log_level login monitors rehash reload sendlog showchans shutdown statistics status version
'
_dmail_settings='
    add_footer add_status alias alias_fallthrough alias_file alias_file_domain allow_dds allow_ip
    allowdup alt_drop_path apop_enable archive_batch archive_path auth_clear_text auth_nocache
    authent_cache authent_domain authent_method authent_number authent_process authent_timeout
    ban_ip ban_ip_except ban_mailfrom ban_rcptto bin_path bin_pfull bind_address bind_failure
    bind_rule binding binding_group bomb_dec bomb_dir bomb_entries bomb_exception_from
    bomb_exception_ip bomb_exception_to bomb_max bounce_body bounces_from bulletin_from
    bulletin_path connect_timeout data_timeout default_binding delay_notice
    dlist_accept_from_request dlist_domain dlist_loglvl dlist_names dlist_path dlist_rotate
    dlist_smtp_host dlist_web_abs dns_cache dns_disk_disable dns_host dns_timeout domain_group
    dpop_host dpop_path drop_max drop_path drop_prefix drop_users dsmtp_path dsn_strangers
    dwatch_path ehlo_hostname end_timeout filter_file forward forward_cc forward_from
    forward_from_ip forward_user forward_window fromip_max fromip_nolimit gateway generate_bounces
    greeting_timeout hash_bindir hash_spool helo_timeout hide_auth hide_old_bulls host_domain
    idle_timeout imapd_include_level ip list listen local_host lock_id log_data log_level log_path
    logins_ipv6_prefix lookup_names mail_filter mail_timeout manager_ip_address manager_ip_name
    manager_password maps_action maps_envelope maps_exception maps_mail maps_rcpt
    max_deliveries_per_connection max_errors max_log_size max_loglen max_outbound_connections
    max_rcpts max_retries max_retry_interval max_retrytime max_sessions max_sessions_per_ip max_size
    message_expiration min_inodes min_space msg_filter no_dotforward oneline_stats orbs_action
    orbs_envelope orbs_exception orbs_mail orbs_rcpt outbound_ipv4 outbound_ipv6
    outbound_throttle_connections outbound_throttle_messages pop_greeting pop_memory pop_port
    pop_timeout pops_port port program_timeout program_user quota_bounce rbl_ban rbl_except_ip
    rbl_except_mail rbl_except_rcpt rbl_reject rbl_vanish rcpt_timeout relay_open relay_to
    relay_to_self remote_smtp_port rest_after retry_first retry_interval rotated_logs run_as
    scope_max_outbound_connections server_max_outbound_connections services_file
    sessions_ipv6_prefix smtp_greeting smtp_memory smtp_port smtp_timeout smtps_port stats_path
    submission_port submit_server suspend_delivery sysadmin tls tls_certificate tls_key
    tls_rsa_key_exchange to_domain to_host to_mx use_drop use_flock user_ip_address users_file
    vdomain vdomain_separator virt_user_pre warm_up weight work_path
'

# The command on the line before the word in question, past options and what belongs to them.
_dmail_command() {
    local at=1
    while [ "$at" -lt "$COMP_CWORD" ]; do
        case ${COMP_WORDS[at]} in
            -i | -n | -p | --answers | --dir | --dns | --password-file | --set) at=$((at + 1)) ;;
            -*) ;;
            *)
                echo "${COMP_WORDS[at]}"
                return
                ;;
        esac
        at=$((at + 1))
    done
}

_dmail_tell() {
    case $(_dmail_command) in
        '') echo "$1 $_dmail_tell_options" ;;
        config | config_set | config_unset) echo "$_dmail_settings" ;;
        log_level) echo "error warning info debug" ;;
        bounce | delete | hold | rebind | release | reroute_queue | try | tryall) echo "--dry-run" ;;
        binding_fail_domain) echo "quiet --dry-run all" ;;
        binding_flush_domain) echo "all --dry-run" ;;
        show) echo "inbound outbound" ;;
        queue) echo "summary" ;;
        check) echo "all" ;;
    esac
}

_dmail_setup() {
    case $(_dmail_command) in
        '') echo "vdomain user listen binding group import sandbox $_dmail_setup_options" ;;
        vdomain | listen | binding | group) echo "add remove list" ;;
        user) echo "add passwd remove list" ;;
        import) echo "dmail.conf postfix sendmail" ;;
    esac
}

_dmail() {
    local program=${1##*/} word=$2 before=$3 words=''
    case $before in
        -i | --answers | --password-file)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --dir)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            return
            ;;
    esac
    case $program in
        dsmtp | dpop) words=$_dmail_server_options ;;
        tellsmtp) words=$(_dmail_tell "$_dmail_smtp_commands") ;;
        tellpop) words=$(_dmail_tell "$_dmail_pop_commands") ;;
        dmsetup) words=$(_dmail_setup) ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _dmail dsmtp dpop tellsmtp tellpop dmsetup
