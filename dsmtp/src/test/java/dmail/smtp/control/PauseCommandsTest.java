package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.admin.AdminReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.binding.value.RestAfter;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's brake for single bindings. */
@Timeout(60)
final class PauseCommandsTest {
    private final Path work;
    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final BindingStates states;
    private final Outgoing outgoing;
    private final DurableQueue queue;
    private final PauseCommands commands;

    PauseCommandsTest(@TempDir Path folder) throws IOException {
        work = folder;
        states = TestStates.in(folder, clock, log);
        outgoing =
                Outgoing.of(
                        SendingLines.read(
                                """
                                binding one bind_address 127.0.1.1
                                bind_rule to * use one
                                binding_group bulk binding out1
                                binding_group bulk binding out2
                                """),
                        SenderGroups.of(Optional.empty()),
                        Optional.empty(),
                        states);
        queue = TestQueue.open(folder, Optional.of(outgoing), clock, log);
        commands = new PauseCommands(outgoing, queue);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private AdminReply suspend(String... words) {
        return commands.suspend(List.of(words));
    }

    private AdminReply resume(String... words) {
        return commands.resume(List.of(words));
    }

    private static void assertReply(ExitStatus status, String text, AdminReply reply) {
        assertEquals(text + "\n", reply.text());
        assertEquals(status, reply.status());
    }

    private void send(String to) throws IOException {
        byte[] octets = "x\r\n".getBytes(StandardCharsets.US_ASCII);
        try (BodySink sink = queue.newBody()) {
            sink.write(octets, 0, octets.length);
            Body body = sink.finish();
            queue.accept(
                    new Envelope(
                            sink.id(),
                            clock.instant(),
                            ReversePath.NULL,
                            List.of(Recipient.of(EmailAddress.parse(to).orElseThrow())),
                            false,
                            false,
                            DsnRequest.NONE),
                    body);
        }
    }

    @Test
    void momN16_mailIsAcceptedAndQueuedAndGoesWhenItIsLetGo() throws Exception {
        suspend("one", "black", "listed");
        send("x@far.example");
        log.await(
                "deferred to=x@far.example reason=\"binding one is suspended: black listed\""
                        + " next=2026-11-21T13:00:00Z");

        AdminReply reply = resume("one");
        assertReply(ExitStatus.OK, "binding one is resumed; 1 message is tried now", reply);
        assertEquals("{\"messages\":1}", reply.json());
        log.await("deferred to=x@far.example reason=\"no name server answers\"");
        assertEquals(1, states.counts("one").received());
    }

    @Test
    void bi12_b23_minutesAndAReason() {
        AdminReply reply = suspend("one", "30", "black", "listed");

        assertReply(
                ExitStatus.OK,
                "binding one is suspended until 2026-11-21T12:30:00Z (black listed); its mail waits"
                        + " in the queue",
                reply);
        assertEquals(
                "{\"binding\":\"one\",\"domain\":\"\",\"until\":\"2026-11-21T12:30:00Z\","
                        + "\"reason\":\"black listed\"}",
                reply.json());
        assertEquals("black listed", states.suspension("one").orElseThrow().reason());
    }

    @Test
    void bi12_b23_oneDomain() {
        assertReply(
                ExitStatus.OK,
                "binding one is suspended for far.example until 2026-11-21T12:05:00Z; its mail"
                        + " waits in the queue",
                suspend("one", "domain", "Far.Example", "5"));
        assertEquals(
                Optional.of("far.example"),
                states.suspension("one", "far.example").flatMap(SuspendedBinding::domain));
        assertReply(
                ExitStatus.DATA_ERROR,
                "binding one is not suspended by a command for b.example",
                resume("one", "domain", "b.example"));
        assertReply(
                ExitStatus.OK,
                "binding one is resumed; 0 messages are tried now",
                resume("one", "domain", "far.example"));
        suspend("one", "domain", "far.example");
        assertEquals(ExitStatus.OK, resume("one").status());
        assertEquals(List.of(), states.suspensions().all());
    }

    @Test
    void bi12_whatIsNotUnderstoodChangesNothing() {
        assertReply(ExitStatus.DATA_ERROR, "no binding is named two", suspend("two", "5"));
        assertReply(
                ExitStatus.USAGE,
                "a domain is wanted behind the word domain",
                suspend("one", "domain"));
        assertReply(
                ExitStatus.USAGE,
                "a domain is wanted behind the word domain",
                suspend("one", "domain", "a..b"));
        assertReply(
                ExitStatus.USAGE, "the minutes are a number from 1 to 525600", suspend("one", "0"));
        assertReply(
                ExitStatus.USAGE,
                "the minutes are a number from 1 to 525600",
                suspend("one", "30m", "black", "listed"));
        assertReply(
                ExitStatus.DATA_ERROR,
                "bulk is a group, and a binding is wanted; it has out1, out2",
                suspend("group:bulk"));
        assertReply(
                ExitStatus.USAGE,
                "the minutes are a number from 1 to 525600",
                suspend("one", "525601"));
        assertReply(
                ExitStatus.USAGE,
                "a domain is wanted behind the word domain",
                resume("one", "far.example"));
        assertReply(
                ExitStatus.DATA_ERROR, "binding one is not suspended by a command", resume("one"));
        assertEquals(List.of(), states.suspensions().all());
    }

    @Test
    void b23_aSuspensionThatIsNotStoredIsSaid() throws IOException {
        Files.createDirectory(work.resolve("bindings.state.new"));
        AdminReply reply = suspend("one");

        assertEquals(ExitStatus.CANNOT_CREATE, reply.status());
        assertTrue(reply.text().startsWith("suspended, but not beyond a restart: "), reply::text);
        assertTrue(states.suspension("one").isPresent());
    }

    @Test
    void momN24_bi16_whoRestsIsListedAndCancelled() {
        assertReply(ExitStatus.OK, "no source rests", commands.rests());
        assertEquals("[]", commands.rests().json().strip());
        states.refused(
                "one",
                "far.example",
                "127.0.1.1",
                new RestAfter(1, Duration.ofMinutes(30)),
                "mx: 550 5.7.1 no");

        AdminReply rests = commands.rests();
        assertReply(
                ExitStatus.OK,
                "one to far.example from 127.0.1.1 until 2026-11-21T12:30:00Z: mx: 550 5.7.1 no",
                rests);
        assertEquals(
                "[{\"binding\":\"one\",\"domain\":\"far.example\",\"source\":\"127.0.1.1\","
                        + "\"until\":\"2026-11-21T12:30:00Z\",\"reason\":\"mx: 550 5.7.1 no\"}]",
                rests.json());
        assertReply(
                ExitStatus.DATA_ERROR,
                "no source of binding one rests for b.example",
                commands.cancelRest(List.of("one", "b.example")));
        assertReply(
                ExitStatus.OK,
                "binding one sends to far.example again; 0 messages are tried now",
                commands.cancelRest(List.of("one", "Far.Example")));
        assertEquals(List.of(), states.rests());
    }
}
