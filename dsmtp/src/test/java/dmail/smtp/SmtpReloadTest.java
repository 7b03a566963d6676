package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            bind_address NamedSources OptionText OptionsOfSource SourceAddresses SourceOrder
            bind_failure SourceOrder
            bind_rule Outgoing
            bounce_body BounceOrder SmtpSettings
            bounces_from BounceOrder
            connect_timeout StreamOptions
            data_timeout StreamOptions
            default_binding Outgoing
            dns_cache DnsSettings
            dns_disk_disable DnsSettings
            dns_host DnsSettings
            dns_timeout DnsSettings
            domain_group ConfiguredAddresses ConfiguredIdentities ListenerTable LoginSettings Outgoing SmtpSettings SourceAddresses
            drop_max SmtpSettings
            drop_path LoginSettings
            drop_prefix LoginSettings
            drop_users MailStoreLocator
            dsmtp_path Footers
            dsn_strangers SmtpSettings
            ehlo_hostname ConfiguredSources EhloOrder OptionsOfSource
            end_timeout StreamOptions
            forward Expansions
            forward_cc Expansions
            forward_from SmtpSettings
            forward_from_ip SmtpSettings
            forward_user SmtpSettings
            forward_window SmtpSettings
            gateway DnsSettings
            generate_bounces BounceOrder
            greeting_timeout StreamOptions
            hash_bindir MailStoreLocator
            hash_spool LoginSettings
            helo_timeout StreamOptions
            hide_auth SmtpSettings
            host_domain Aliases BackgroundServices ConfiguredIdentities ConfiguredSources LoginSettings MailFiles MemberFiles SmtpSettings VirtualUsers
            idle_timeout StreamOptions
            ip AddressNames ConfiguredAddresses ConfiguredListeners ListenerTable SmtpSettings SourceAddresses
            listen CertificateLines ConfiguredListeners ListenerTable SmtpSettings
            local_host BackgroundServices ConfiguredIdentities ConfiguredSources LoginSettings SmtpSettings
            lock_id LoginSettings
            log_level Reloading
            log_path BindingCommands LogSettings OnelineStatistics
            logins_ipv6_prefix LoginPace
            mail_timeout StreamOptions
            manager_ip_address RemoteControl
            max_deliveries_per_connection OptionsOfSource StreamOptions
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
            outbound_ipv4 ConfiguredAddresses ConfiguredSources NamedSources SourceAddresses SourceOrder
            outbound_ipv6 ConfiguredAddresses ConfiguredSources NamedSources SourceAddresses SourceOrder
            port CertificateLines ConfiguredListeners
            program_timeout SmtpSettings
            program_user MailFiles SmtpSettings
            quota_bounce SmtpSettings
            rcpt_timeout StreamOptions
            relay_open SmtpSettings
            relay_to SmtpSettings
            relay_to_self DnsSettings
            remote_smtp_port DnsSettings NextHop
            rest_after OptionsOfSource Pauses
            retry_first SmtpSettings
            retry_interval SmtpSettings
            rotated_logs LogSettings
            server_max_outbound_connections OutboundLimits
            services_file ListenerTable ServiceNames
            sessions_ipv6_prefix SessionLimitSettings
            smtp_greeting ConfiguredIdentities SmtpSettings
            smtp_port WildcardListeners
            smtp_timeout SmtpSettings
            smtps_port WildcardListeners
            submission_port WildcardListeners
            submit_server SmtpSettings
            suspend_delivery Pauses
            sysadmin BackgroundServices LoginSettings
            tls_certificate TlsSettings WildcardListeners
            tls_key TlsSettings
            use_drop MailStoreLocator
            use_flock LoginSettings
            users_file AuthentSettings
            vdomain ConfiguredAddresses LoginSettings SourceAddresses
            vdomain_separator LoginSettings
            virt_user_pre VirtualUsers
            warm_up Pauses
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
                    "min_space Sendmail");

    /** Who asks the options that hold for a place, which are given to them anew each time. */
    private static final List<String> BY_PLACE =
            List.of(
                    "max_outbound_connections DestinationLimits",
                    "outbound_throttle_connections DestinationLimits",
                    "outbound_throttle_messages DestinationLimits",
                    "scope_max_outbound_connections DestinationLimits",
                    "server_max_outbound_connections DestinationLimits");

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
        Set<String> others = READERS.stale();
        assertTrue(others.containsAll(BY_PLACE), others::toString);
        BY_PLACE.forEach(others::remove);
        assertEquals(AT_THE_START, List.copyOf(others));
    }
}
