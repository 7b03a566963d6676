package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.command.DsmtpCommand;
import dmail.common.server.Running.Reload;
import dmail.smtp.client.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole server with bindings: what clients are told, and what other hosts see. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BindingSessionTest {
    private static final String LINES =
            """
            bind_address 127.0.0.4
            binding one bind_address 127.0.0.5
            binding one ehlo_hostname one.test.example
            forward away@test.example x@far.example
            bind_rule from amy@* use one
            """;

    private @TempDir Path folder;
    private WholeServer site;

    @BeforeEach
    void makeFolders() throws Exception {
        site =
                WholeServer.in(
                        folder,
                        List.of("alice", "fred"),
                        """
                        local_host mail.test.example
                        sysadmin alice@test.example
                        """);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void momN18_whoHasNoBindingBesideOthersWaits() throws Exception {
        site.start(
                """
                default_binding none
                binding one bind_address 127.0.0.5
                bind_rule header:X-Campaign spring use one
                """);

        site.send("451 .*", "ann@test.example", List.of("x@far.example"));
        site.send("ann@test.example", "alice@test.example", "x@far.example");

        site.log().await("delivered to=alice@test.example");
        site.log().await("deferred to=x@far.example reason=\"no binding but default");
    }

    @Test
    void bi34_mailThatIsBeingSentIsCountedWhenItsBindingIsGone() throws Exception {
        try (Sink sink = Sink.start()) {
            sink.on("EHLO", Sink.SILENCE);
            String gateway = "gateway far.example 127.0.0.1:" + sink.port() + "\n";
            site.start(LINES + gateway);
            site.send("amy@test.example", "x@far.example");
            sink.awaitConnection();
            site.send("fred@test.example", "y@far.example");

            assertEquals(
                    new Reload.Done(OptionalInt.of(1)),
                    site.server().reload(site.configuration("bind_address 127.0.0.4\n" + gateway)));
        }
    }

    private String why(String... words) {
        return site.server().view().carryOut(DsmtpCommand.WHY, List.of(words)).text();
    }

    private static String field(String name, String text) {
        return text.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    from             | to                | more                              | source    | ehlo
                    amy@test.example | x@far.example     |                                   | 127.0.0.5 | one.test.example
                    amy@test.example | away@test.example |                                   | 127.0.0.5 | one.test.example
                    fred@test.example| x@far.example     |                                   | 127.0.0.4 | mail.test.example
                    fred@test.example| x@far.example     | ip 127.0.0.4 hostname four.example| 127.0.0.4 | four.example
                    fred@test.example| x@far.example     | outbound_ipv4 same                | 127.0.0.1 | mail.test.example
                    fred@test.example| x@far.example     | outbound_ipv4 rotate 127.0.0.6,127.0.0.7 | 127.0.0.6 | mail.test.example
                    """)
    void b26_whySaysWhatTheOtherHostSees(
            String from, String to, String more, String source, String ehlo) throws Exception {
        try (Sink sink = Sink.start()) {
            site.start(
                    LINES
                            + "gateway far.example 127.0.0.1:"
                            + sink.port()
                            + "\n"
                            + Objects.requireNonNullElse(more, "")
                            + "\n");
            String why = why(from, to, "127.0.0.1", "127.0.0.1");
            site.send(from, to);

            sink.await(1);
            assertEquals(source, field("source", why));
            assertEquals(ehlo, field("ehlo", why));
            assertEquals(List.of(source), sink.clients());
            assertEquals("EHLO " + ehlo, sink.heard().get(1));
            String delivered = site.log().await(" delivered to=" + to);
            assertTrue(delivered.contains(" rule=" + field("rule", why)), delivered);
            assertTrue(delivered.contains(" binding=" + field("binding", why)), delivered);
        }
    }
}
