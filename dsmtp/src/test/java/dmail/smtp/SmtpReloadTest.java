package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Setting.Availability;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import dmail.common.testing.SettingReaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each setting that a reload replaces, and who sees its new value: asked anew, or told of it. */
class SmtpReloadTest {
    private static final String TABLE =
            """
            add_footer Footers
            alias_fallthrough Aliases
            alias_file Aliases
            alias_file_domain Aliases
            allowdup SmtpSettings
            archive_batch BackgroundServices
            archive_path BackgroundServices
            auth_clear_text SmtpSettings
            auth_nocache AuthentSettings
            authent_cache AuthentSettings
            authent_domain LoginSettings
            authent_method AuthentSettings
            authent_number AuthentSettings
            authent_process AuthentSettings
            authent_timeout AuthentSettings
            ban_ip SmtpSettings
            ban_ip_except SmtpSettings
            ban_mailfrom SmtpSettings
            ban_rcptto SmtpSettings
            bin_path MailStoreLocator
            bind_address OptionText SourceOrder
            bind_failure SourceOrder
            bind_rule Outgoing
            bounce_body SmtpSettings
            bounces_from BounceOrder
            default_binding Outgoing
            dns_cache DnsSettings
            dns_disk_disable DnsSettings
            dns_host DnsSettings
            dns_timeout DnsSettings
            domain_group ConfiguredAddresses ConfiguredIdentities LoginSettings Outgoing SmtpSettings TlsSettings WildcardListeners
            drop_max SmtpSettings
            drop_path LoginSettings
            drop_prefix LoginSettings
            drop_users MailStoreLocator
            dsmtp_path Footers
            dsn_strangers SmtpSettings
            ehlo_hostname ConfiguredSources EhloOrder
            forward Expansions
            forward_cc Expansions
            forward_from SmtpSettings
            forward_from_ip SmtpSettings
            forward_user SmtpSettings
            forward_window SmtpSettings
            gateway DnsSettings
            generate_bounces BounceOrder
            hash_bindir MailStoreLocator
            hash_spool LoginSettings
            hide_auth SmtpSettings
            host_domain Aliases BackgroundServices ConfiguredIdentities ConfiguredSources LoginSettings MailFiles MemberFiles SmtpSettings VirtualUsers
            ip AddressNames ConfiguredAddresses ConfiguredListeners ListenerTable SmtpSettings
            listen CertificateLines ConfiguredListeners ListenerTable SmtpSettings
            local_host BackgroundServices ConfiguredIdentities ConfiguredSources LoginSettings SmtpSettings
            lock_id LoginSettings
            log_level Reloading
            log_path LogSettings OnelineStatistics
            logins_ipv6_prefix LoginPace
            manager_ip_address RemoteControl
            max_errors SmtpSettings
            max_log_size LogSettings
            max_loglen Reloading
            max_rcpts SmtpSettings
            max_retrytime SmtpSettings
            max_sessions SessionLimitSettings
            max_sessions_per_ip SessionLimitSettings
            max_size SmtpSettings
            min_inodes MinFreeSpace
            min_space MinFreeSpace
            no_dotforward ForwardFiles
            oneline_stats OnelineStatistics
            outbound_ipv4 ConfiguredAddresses ConfiguredSources SourceOrder
            outbound_ipv6 ConfiguredAddresses ConfiguredSources SourceOrder
            port CertificateLines ConfiguredListeners
            program_timeout SmtpSettings
            program_user MailFiles SmtpSettings
            quota_bounce SmtpSettings
            relay_open SmtpSettings
            relay_to SmtpSettings
            relay_to_self DnsSettings
            remote_smtp_port DnsSettings
            retry_first SmtpSettings
            retry_interval SmtpSettings
            rotated_logs LogSettings
            services_file ListenerTable ServiceNames
            sessions_ipv6_prefix SessionLimitSettings
            smtp_greeting ConfiguredIdentities SmtpSettings
            smtp_port WildcardListeners
            smtp_timeout SmtpSettings
            smtps_port WildcardListeners
            submission_port WildcardListeners
            submit_server SmtpSettings
            sysadmin BackgroundServices LoginSettings
            tls_certificate TlsSettings WildcardListeners
            tls_key TlsSettings
            use_drop MailStoreLocator
            use_flock LoginSettings
            users_file AuthentSettings
            vdomain ConfiguredAddresses LoginSettings
            vdomain_separator LoginSettings
            virt_user_pre VirtualUsers
            """;

    /**
     * Who reads such settings once, which is no loss: what opens the log at the start, for {@code
     * Reloading} changes it later and only the host's name in its lines stays; and the program
     * sendmail, which lives for one message.
     */
    private static final List<String> AT_THE_START =
            List.of(
                    "host_domain Run",
                    "host_domain Sendmail",
                    "host_domain ServerStart",
                    "local_host ServerStart",
                    "log_level ServerStart",
                    "log_path ServerStart",
                    "max_loglen ServerStart",
                    "max_rcpts Sendmail",
                    "max_size Sendmail",
                    "min_inodes Sendmail",
                    "min_space Sendmail",
                    "vdomain Run");

    private static final List<Setting<?>> ASKED_BY_NAME =
            List.of(
                    BindingSettings.BIND_RULE,
                    BindingSettings.DEFAULT_BINDING,
                    BindingSettings.SUBMIT_SERVER,
                    SendingOptions.BIND_ADDRESS);

    /** Scopes and their options, which {@code ScopeTable} looks up by their lists. */
    private static final Set<String> OF_SCOPES =
            Stream.of(BindingSettings.TABLE, SendingOptions.TABLE)
                    .flatMap(table -> table.rows().stream())
                    .filter(setting -> setting.availability() instanceof Availability.Served)
                    .filter(setting -> !ASKED_BY_NAME.contains(setting))
                    .map(Setting::name)
                    .filter(name -> !TABLE.contains("\n" + name + " "))
                    .collect(Collectors.toUnmodifiableSet());

    private static final SettingReaders READERS =
            SettingReaders.of(Server.DSMTP, SmtpSettings.class);

    @Test
    void eachIsSeenBySomebody() {
        assertEquals(OF_SCOPES, READERS.unseen());
    }

    @Test
    void theTableNamesWho() {
        assertEquals(TABLE, READERS.table());
    }

    @Test
    void nobodyElseReadsThem() {
        assertEquals(AT_THE_START, List.copyOf(READERS.stale()));
    }
}
