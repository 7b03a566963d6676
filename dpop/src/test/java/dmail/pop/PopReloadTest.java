package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.Server;
import dmail.common.testing.SettingReaders;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each setting that a reload replaces, and who sees its new value: asked anew, or told of it. */
class PopReloadTest {
    private static final String TABLE =
            """
            add_status DpopSettingsFactory
            apop_enable DpopSettingsFactory
            auth_nocache AuthentSettings
            authent_cache AuthentSettings
            authent_domain LoginSettings
            authent_method AuthentSettings
            authent_number AuthentSettings
            authent_process AuthentSettings
            authent_timeout AuthentSettings
            bin_path MailStoreLocator
            bin_pfull DpopSettingsFactory
            bulletin_from DpopSettingsFactory
            bulletin_path DpopSettingsFactory
            domain_group ConfiguredIdentities DpopSettingsFactory ListenerTable LoginSettings
            drop_path LoginSettings
            drop_prefix LoginSettings
            drop_users MailStoreLocator
            forward_user DpopSettingsFactory
            hash_bindir MailStoreLocator
            hash_spool LoginSettings
            hide_old_bulls DpopSettingsFactory
            host_domain ConfiguredIdentities DpopSettingsFactory LoginSettings
            ip AddressNames ConfiguredListeners DpopSettingsFactory ListenerTable
            listen CertificateLines ConfiguredListeners DpopSettingsFactory ListenerTable
            local_host ConfiguredIdentities DpopSettingsFactory LoginSettings
            lock_id LoginSettings
            log_level Reloading
            log_path LogSettings
            logins_ipv6_prefix LoginPace
            lookup_names PopServer
            manager_ip_address RemoteControl
            manager_ip_name RemoteControl
            max_log_size LogSettings
            max_loglen Reloading
            max_sessions SessionLimitSettings
            max_sessions_per_ip SessionLimitSettings
            min_space DpopSettingsFactory
            pop_greeting ConfiguredIdentities DpopSettingsFactory
            pop_port WildcardListeners
            pop_timeout DpopSettingsFactory
            pops_port WildcardListeners
            port CertificateLines ConfiguredListeners
            rotated_logs LogSettings
            services_file ListenerTable ServiceNames
            sessions_ipv6_prefix SessionLimitSettings
            stats_path SessionFile
            tls_certificate TlsSettings WildcardListeners
            tls_key TlsSettings
            use_drop MailStoreLocator
            use_flock LoginSettings
            user_ip_address DpopSettings
            users_file AuthentSettings
            vdomain LoginSettings
            vdomain_separator LoginSettings
            """;

    /**
     * Who reads such settings once, which is no loss: what opens the log at the start, for {@code
     * Reloading} changes it later and only the host's name in its lines stays.
     */
    private static final List<String> AT_THE_START =
            List.of(
                    "host_domain ServerStart",
                    "local_host ServerStart",
                    "log_level ServerStart",
                    "log_path ServerStart",
                    "max_loglen ServerStart");

    private static final SettingReaders READERS =
            SettingReaders.of(Server.DPOP, DpopSettings.class);

    @Test
    void eachIsSeenBySomebody() {
        assertEquals(Set.of(), READERS.unseen());
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
