
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
