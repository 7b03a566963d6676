package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.Setting.Availability;
import dmail.common.config.type.Parsed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    static final List<Setting<?>> ALL = Settings.all();

    private static final Path FOLDER = Path.of("/etc");

    /** Every name that the original's documents have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "host_domain vdomain dpop_host drop_prefix vdomain_separator alt_drop_path",
                "virt_user_pre alias drop_path work_path dsmtp_path dpop_path dwatch_path bin_path",
                "hash_spool hash_bindir bin_pfull use_drop drop_users lock_id use_flock allowdup",
                "allow_dds add_status min_space drop_max authent_method authent_process",
                "authent_number authent_timeout authent_cache auth_nocache authent_domain",
                "apop_enable allow_ip forward_from_ip forward_from relay_to forward_user",
                "forward_window hide_auth ban_ip ban_ip_except ban_mailfrom ban_rcptto max_rcpts",
                "fromip_max fromip_nolimit msg_filter mail_filter filter_file bomb_max",
                "bomb_entries bomb_dec bomb_dir bomb_exception_from bomb_exception_ip",
                "bomb_exception_to orbs_action orbs_exception orbs_envelope orbs_rcpt orbs_mail",
                "maps_action maps_exception maps_envelope maps_rcpt maps_mail rbl_ban rbl_reject",
                "rbl_vanish rbl_except_ip rbl_except_mail rbl_except_rcpt forward forward_cc",
                "alias_file alias_file_domain alias_fallthrough no_dotforward gateway add_footer",
                "archive_batch dns_host dns_timeout dns_disk_disable max_retrytime bounce_body",
                "sysadmin log_level log_data max_loglen max_log_size rotated_logs oneline_stats",
                "stats_path manager_ip_address manager_ip_name manager_password lookup_names",
                "pop_port user_ip_address bulletin_path bulletin_from hide_old_bulls",
                "imapd_include_level dlist_path dlist_domain dlist_loglvl dlist_rotate",
                "dlist_smtp_host dlist_accept_from_request dlist_names dlist_web_abs list"
            })
    void dmN3_knowsTheOriginals(String names) {
        for (String name : names.split(" ", -1)) {
            assertFalse(Settings.named(name).orElseThrow().isOurs(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp_port local_host users_file relay_open retry_interval log_path max_size",
                "max_errors max_sessions max_sessions_per_ip smtp_timeout pop_timeout listen",
                "port ip domain_group binding binding_group bind_rule to_domain to_host",
                "outbound_ipv4 outbound_ipv6 submit_server services_file tls_certificate tls_key",
                "submission_port smtps_port pops_port auth_clear_text"
            })
    void knowsOurOwn(String names) {
        for (String name : names.split(" ", -1)) {
            assertTrue(Settings.named(name).orElseThrow().isOurs(), name);
        }
    }

    @Test
    void noNameIsTakenTwice() {
        TreeSet<String> names = new TreeSet<>();

        Settings.all().forEach(setting -> assertTrue(names.add(setting.name()), setting.name()));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void eachIsDescribedInSentences(Setting<?> setting) {
        assertTrue(setting.name().matches("[a-z0-9_]+"), setting.name());
        assertTrue(setting.description().matches("[A-Z].*[.]"), setting.description());
        assertFalse(setting.section().isEmpty());
        assertFalse(setting.servers().isEmpty());
        switch (setting.availability()) {
            case Availability.Served() -> {}
            case Availability.NotYet(var meanwhile) -> assertTrue(isClause(meanwhile), meanwhile);
            case Availability.Retired(var instead) -> assertTrue(isClause(instead), instead);
        }
    }

    private static boolean isClause(String text) {
        return text.length() > 10 && !text.endsWith(".");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void defaultsAreValuesOfTheirType(Setting<?> setting) {
        assertDefaultIsRead(setting);
    }

    private static <T> void assertDefaultIsRead(Setting<T> setting) {
        Optional<T> standard = setting.standard();
        if (standard.isPresent()) {
            assertEquals(
                    new Parsed.Good<>(List.of(standard.get())),
                    setting.type().read(setting.standardText(), FOLDER));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    setting           ; text                     ; written again
                    host_domain       ; Example.COM              ; example.com
                    host_domain       ; BÜCHER.example           ; xn--bcher-kva.example
                    host_domain       ; "example.com"            ; example.com
                    drop_prefix       ; YES                      ; true
                    drop_prefix       ; 0                        ; false
                    drop_prefix       ; Off                      ; false
                    max_retrytime     ; 72                       ; 72
                    max_retrytime     ; 3d                       ; 72
                    max_retrytime     ; 90m                      ; 5400s
                    authent_timeout   ; 2M                       ; 120
                    retry_interval    ; 2h                       ; 7200
                    drop_max          ; 20000                    ; 20000
                    drop_max          ; 20m                      ; 20480
                    max_size          ; 1G                       ; 1048576
                    min_space         ; 500k                     ; 500k
                    drop_path         ; /var/mail                ; /var/mail
                    drop_path         ; mail                     ; /etc/mail
                    drop_path         ; "my mail"                ; "/etc/my mail"
                    log_level         ; Debug                    ; debug
                    authent_method    ; Unix_User                ; unix_user
                    vdomain           ; A acme.example /m        ; a @acme.example acme.example /m
                    vdomain           ; a /X ACME.example "/m x" ; a /x acme.example "/m x"
                    vdomain           ; a @BÜ.example b.example m; a @xn--b-eha.example b.example /etc/m
                    vdomain           ; a 127.0.0.2 b.example m  ; a 127.0.0.2 b.example /etc/m
                    listen            ; MX on :25                ; mx on :25
                    listen            ; mx on *:25               ; mx on :25
                    listen            ; mx on [::1]:0            ; mx on [0:0:0:0:0:0:0:1]:0
                    listen            ; mx Protocol SMTP         ; mx protocol smtp
                    """)
    void readsAndWritesValues(String name, String text, String again) {
        assertEquals(again, rewritten(Settings.named(name).orElseThrow(), text));
    }

    private static <T> String rewritten(Setting<T> setting, String text) {
        return switch (setting.type().read(text, FOLDER)) {
            case Parsed.Good<List<T>>(var values) -> setting.type().show(values.getFirst());
            case Parsed.Bad<List<T>>(var why) -> why;
        };
    }
}
