package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigReportTest {
    /** One line of each kind of value, with what is hard to write again. */
    private static final String OF_EVERY_KIND =
            """
            host_domain B\u00dccher.example
            vdomain Acme @Acme.example ACME.example "/a path"
            vdomain acme 127.0.0.2 acme.example "/a path"
            vdomain beta 2001:db8::2 beta.example beta
            vdomain gamma gamma.example gamma
            drop_prefix off
            vdomain_separator +
            drop_max 1m
            max_log_size 0
            min_space 500k
            max_retrytime 90m
            retry_interval 1d
            forward_from_ip 127.0.0.1,10.0.0.0/8,192.0.2.*
            forward_from_ip 2001:db8::/32
            sysadmin "the \"boss\""@example.com"
            sysadmin "boss man"@example.com
            sysadmin boss@example.com
            authent_method EXTERNAL
            authent_process  "/bin/x y" -path "/tmp"
            bulletin_from "  two blanks first"
            log_level debug
            users_file "a b"
            listen In on [2001:db8::1]:25
            listen in on :0
            listen in protocol SMTP
            ban_ip *
            forward a@example.com "|prog "x""
            list announce
            dwatch_path
            """;

    private final ConfigFixture fixture = new ConfigFixture();

    ConfigReportTest() throws IOException {}

    @Test
    void showsWhatDiffersWithItsPlace() throws IOException {
        Configuration configuration =
                fixture.reading("max_errors 20\nmax_rcpts 5\nforward_from_ip 10.*,127.0.0.1\n")
                        .configuration();

        assertEquals(
                """
                # /etc/dmail.conf:1
                host_domain example.com
                # /etc/dmail.conf:4
                sysadmin postmaster@example.com
                # /etc/dmail.conf:2
                drop_path /etc/drop
                # /etc/dmail.conf:3
                work_path /etc/work
                # /etc/dmail.conf:7
                forward_from_ip 10.*
                forward_from_ip 127.0.0.1
                # /etc/dmail.conf:6
                max_rcpts 5
                """,
                text(ConfigReport.changed(configuration)));
    }

    @Test
    void whatDiffersLoadsToTheSame() throws IOException {
        Configuration before = fixture.reading(OF_EVERY_KIND).configuration();

        fixture.write("again.conf", text(ConfigReport.changed(before)));

        assertSameValues(before, fixture.read("again.conf").configuration());
    }

    @Test
    void allLoadsToTheSame() throws IOException {
        Configuration before = fixture.reading(OF_EVERY_KIND).configuration();

        fixture.write("again.conf", text(ConfigReport.all(before)));

        assertSameValues(before, fixture.read("again.conf").configuration());
    }

    @Test
    void allOfASmallFileLoadsWithoutProblems() throws IOException {
        fixture.write("again.conf", text(ConfigReport.all(fixture.reading("").configuration())));

        assertEquals(List.of(), fixture.read("again.conf").problems());
    }

    @Test
    void allNamesEverySetting() throws IOException {
        String all = text(ConfigReport.all(fixture.reading("").configuration()));

        for (Setting<?> setting : Settings.all()) {
            assertTrue(all.matches("(?s).*\\n(# )?" + setting + "[ \\n].*"), setting.name());
        }
    }

    @Test
    void showsNoSecret() throws IOException {
        Configuration configuration = fixture.reading("manager_password hush\n").configuration();

        assertFalse(text(ConfigReport.all(configuration)).contains("hush"));
        assertEquals(
                List.of("# /etc/dmail.conf:5", "# manager_password is set and not shown"),
                ConfigReport.one(configuration, Settings.named("manager_password").orElseThrow()));
    }

    private static void assertSameValues(Configuration before, Configuration after) {
        for (Setting<?> setting : Settings.all()) {
            assertEquals(before.find(setting), after.find(setting), setting.name());
            if (setting.isRepeatable()) {
                assertEquals(before.values(setting), after.values(setting), setting.name());
            }
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
