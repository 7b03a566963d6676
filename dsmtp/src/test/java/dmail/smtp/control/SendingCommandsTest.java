package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.cli.ExitStatus;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.Channels;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.queue.QueueControl;
import dmail.smtp.queue.QueuePattern;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's emergency brake, and what is seen of outgoing mail. */
@Timeout(60)
final class SendingCommandsTest {
    private static final String WAITING =
            """
            DMail-Queue-File: 1
            id: 0000000000000C
            due: 2026-11-21T13:00:30Z
            held: n
            noticed: n
            accepted: 2026-11-21T11:59:30Z
            sender: <>
            flags:
            ret: UNSET
            envid:
            recipient: <carol@b.example>
            done: n
            attempts: 000001
            status: 4.4.1
            reason: connection refused
            host:
            reply:
            size: 2

            \r
            """;

    private final Path work;
    private final FakeClock clock = FakeClock.atNoon();
    private final Channels channels = new Channels(clock);
    private final Connector connector = TestConnector.make(TestConnector.LONG_TIMEOUTS, channels);
    private final MemoryLog log = new MemoryLog();
    private final DurableQueue queue;

    SendingCommandsTest(@TempDir Path work) throws Exception {
        this.work = work;
        Files.writeString(
                Files.createDirectory(work.resolve("queue")).resolve("0000000000000C"), WAITING);
        this.queue = open();
        log.await("queue read messages=1");
    }

    private DurableQueue open() throws IOException {
        return TestQueue.open(work, connector, clock, log);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private Path brake() {
        return work.resolve("suspended");
    }

    private static void assertReply(ExitStatus status, String text, String json, AdminReply reply) {
        assertEquals(text, reply.text());
        assertEquals(json, reply.json());
        assertEquals(status, reply.status());
    }

    private AdminReply showsend() {
        return SendingCommands.showsend(queue.sending(), clock.instant());
    }

    @Test
    void suspendHoldsOutgoingMailBack() {
        assertReply(
                ExitStatus.OK,
                "outgoing mail is suspended; it waits in the queue\n",
                "{\"message\":\"outgoing mail is suspended; it waits in the queue\"}",
                SendingCommands.suspend(queue));
        assertTrue(queue.isSuspended());
        assertTrue(Files.exists(brake()), "a restart must find it");
    }

    @Test
    void suspendingTwiceIsNoTrouble() {
        SendingCommands.suspend(queue);

        assertEquals(ExitStatus.OK, SendingCommands.suspend(queue).status());
        assertTrue(queue.isSuspended());
    }

    @Test
    void resumeGoesOnAndSaysHowMuchIsTried() {
        SendingCommands.suspend(queue);

        assertReply(
                ExitStatus.OK,
                "outgoing mail is resumed; 1 message is tried now\n",
                "{\"message\":\"outgoing mail is resumed; 1 message is tried now\"}",
                SendingCommands.resume(queue));
        assertFalse(queue.isSuspended());
        assertFalse(Files.exists(brake()));
    }

    @Test
    void resumeCountsWhatIsTried() throws IOException {
        queue.control().delete(QueuePattern.ALL, QueueControl.Mode.DO, new QueueViewer() {});

        assertEquals(
                "outgoing mail is resumed; 0 messages are tried now\n",
                SendingCommands.resume(queue).text());
    }

    /** A folder with something in it can't be deleted, not even by root. */
    @Test
    void mailStaysBackWhenThatCannotBeForgotten() throws IOException {
        Files.createDirectories(brake().resolve("x"));

        AdminReply reply = SendingCommands.resume(queue);

        assertEquals(ExitStatus.CANNOT_CREATE, reply.status());
        assertTrue(reply.text().startsWith("still suspended: "), reply.text());
        assertTrue(reply.json().startsWith("{\"error\":\"still suspended: "), reply.json());
        assertTrue(queue.isSuspended());
    }

    /** A link that leads nowhere takes the name, and isn't seen as the file. */
    @Test
    void saysWhenARestartWouldForgetIt() throws IOException {
        Files.createSymbolicLink(brake(), work.resolve("nowhere"));

        AdminReply reply = SendingCommands.suspend(queue);

        assertEquals(ExitStatus.CANNOT_CREATE, reply.status());
        assertTrue(reply.text().startsWith("suspended, but not beyond a restart: "), reply.text());
    }

    @Test
    void showsNoConnectionsWhenThereAreNone() {
        assertReply(ExitStatus.OK, "0 outgoing connections\n", "[]", showsend());
    }

    @Test
    void bi6_momN32_showsTheConnectionsToOtherHosts() throws Exception {
        try (Sink sink = Sink.start();
                Connection _ = connect(sink)) {
            int port = sink.peer().port();
            clock.advance(Duration.ofSeconds(75));
            try (Connection _ = connect(sink)) {
                String host = "mx.example [127.0.0.1]:" + port;
                assertReply(
                        ExitStatus.OK,
                        row(
                                        "host",
                                        "seconds",
                                        "state",
                                        "so far",
                                        "binding  source  ehlo  listener  reached")
                                + row(host, "75", "EHLO", "0", "default  127.0.0.1  client.example")
                                + row(host, "0", "EHLO", "0", "default  127.0.0.1  client.example")
                                + "2 outgoing connections\n",
                        "[%s,%s]".formatted(json(port, 75), json(port, 0)),
                        showsend());
            }
            assertTrue(showsend().text().endsWith("\n1 outgoing connection\n"), showsend().text());
        }
        assertEquals("0 outgoing connections\n", showsend().text());
    }

    private static String row(
            String host, String seconds, String state, String soFar, String leaves) {
        String message = host.equals("host") ? "message" : "";
        String[] words = leaves.split(" +", -1);
        String listener = words.length > 3 ? words[3] : "";
        String reached = words.length > 3 ? words[4] : "";
        return "%-48s %8s  %-10s %-15s %6s  %-12s %-15s %-24s %-16s %s"
                        .formatted(
                                host, seconds, state, message, soFar, words[0], words[1], words[2],
                                listener, reached)
                        .stripTrailing()
                + "\n";
    }

    private Connection connect(Sink sink) {
        return assertInstanceOf(
                        ConnectResult.Ready.class,
                        connector.connect(sink.peer(), TestConnector.FROM_HERE))
                .connection();
    }

    private static String json(int port, int seconds) {
        return "{\"host\":\"mx.example\",\"address\":\"127.0.0.1\",\"port\":%d,\"seconds\":%d,"
                        .formatted(port, seconds)
                + "\"state\":\"EHLO\",\"message\":\"\",\"messages\":0,\"listener\":\"\","
                + "\"reached\":\"\",\"binding\":\"default\",\"source\":\"127.0.0.1\","
                + "\"ehlo\":\"client.example\"}";
    }
}
