package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.command.DsmtpCommand;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.Running.Reload;
import dmail.common.testing.DialogueScript;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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

    private final MemoryLog log = new MemoryLog();
    private final SmtpProgram program =
            new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
    private @TempDir Path folder;
    private Optional<Server> started = Optional.empty();

    @AfterEach
    void stop() {
        started.ifPresent(Server::stop);
    }

    private void start(String lines) throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("users.txt"), "alice:*:\nfred:*:\n");
        Server server = assertInstanceOf(Server.class, program.start(configuration(lines), log));
        started = Optional.of(server);
    }

    private Server server() {
        return started.orElseThrow();
    }

    private Configuration configuration(String lines) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain test.example
                        local_host mail.test.example
                        sysadmin alice@test.example
                        drop_path mail
                        work_path work
                        users_file users.txt
                        listen here on 127.0.0.1:0
                        listen here protocol smtp
                        """
                                + lines);
        ConfigReading reading = ConfigReader.read(file, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems().toString());
        return reading.configuration();
    }

    /** Sends a message; the server answers the end of DATA so. */
    private void send(String from, String answer, String... recipients) throws IOException {
        DialogueScript.of(
                        "a message",
                        """
                        S: 220 .*
                        C: HELO client.example
                        S: 250 .*
                        C: MAIL FROM:<%s>
                        S: 250 .*
                        %s
                        C: DATA
                        S: 354 .*
                        C: Subject: hello
                        C:
                        C: text
                        C: .
                        S: %s
                        C: QUIT
                        S: 221 .*
                        """
                                .formatted(
                                        from,
                                        Stream.of(recipients)
                                                .map(to -> "C: RCPT TO:<" + to + ">\nS: 250 .*")
                                                .collect(Collectors.joining("\n")),
                                        answer))
                .playOver(server().address());
    }

    @Test
    void momN18_whoHasNoBindingBesideOthersWaits() throws Exception {
        start(
                """
                default_binding none
                binding one bind_address 127.0.0.5
                bind_rule header:X-Campaign spring use one
                """);

        send("ann@test.example", "451 .*", "x@far.example");
        send("ann@test.example", "250 .*", "alice@test.example", "x@far.example");

        log.await("delivered to=alice@test.example");
        log.await("deferred to=x@far.example reason=\"no binding but default");
    }

    @Test
    void bi34_mailThatIsBeingSentIsCountedWhenItsBindingIsGone() throws Exception {
        try (Sink sink = Sink.start()) {
            sink.on("EHLO", Sink.SILENCE);
            String gateway = "gateway far.example 127.0.0.1:" + sink.port() + "\n";
            start(LINES + gateway);
            send("amy@test.example", "250 .*", "x@far.example");
            sink.awaitConnection();
            send("fred@test.example", "250 .*", "y@far.example");

            assertEquals(
                    new Reload.Done(OptionalInt.of(1)),
                    server().reload(configuration("bind_address 127.0.0.4\n" + gateway)));
        }
    }

    private String why(String... words) {
        return server().view().carryOut(DsmtpCommand.WHY, List.of(words)).text();
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
            start(
                    LINES
                            + "gateway far.example 127.0.0.1:"
                            + sink.port()
                            + "\n"
                            + Objects.requireNonNullElse(more, "")
                            + "\n");
            String why = why(from, to, "127.0.0.1", "127.0.0.1");
            send(from, "250 .*", to);

            sink.await(1);
            assertEquals(source, field("source", why));
            assertEquals(ehlo, field("ehlo", why));
            assertEquals(List.of(source), sink.clients());
            assertEquals("EHLO " + ehlo, sink.heard().get(1));
            String delivered = log.await(" delivered to=" + to);
            assertTrue(delivered.contains(" rule=" + field("rule", why)), delivered);
            assertTrue(delivered.contains(" binding=" + field("binding", why)), delivered);
        }
    }
}
