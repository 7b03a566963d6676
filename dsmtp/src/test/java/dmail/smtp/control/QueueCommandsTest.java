package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.command.QueueCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.client.TestConnector;
import dmail.smtp.protocol.EtrnNode;
import dmail.smtp.queue.DurableQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class QueueCommandsTest {
    private static final String BOB = "0000000000000B";
    private static final String CAROL = "0000000000000C";
    private static final String BOB_MESSAGE =
            """
            DMail-Queue-File: 1
            id: 0000000000000B
            due: 2026-11-21T13:00:00Z
            held: n
            noticed: y
            accepted: 2026-11-21T06:55:00Z
            sender: <alice@host.example>
            flags:
            ret: UNSET
            envid:
            recipient: <bob@acme.example>
            done: n
            attempts: 000003
            status: 4.2.1
            reason: the host said no for now
            host: mx.acme.example [192.0.2.1]
            reply: 450 4.2.1 Mailbox busy
            recipient: <dora@other.example>
            done: y
            attempts: 000001
            status: 4.2.1
            reason: busy
            host:
            reply:
            recipient: <eve@acme.example>
            done: n
            attempts: 000000
            status: 4.3.0
            reason: not tried yet
            host:
            reply:
            size: 29

            Subject: \u001b[2Jhi\r
            \r
            hello\t\u00e4\r
            """;
    private static final String CAROL_MESSAGE =
            """
            DMail-Queue-File: 2
            id: 0000000000000C
            due: 2026-11-21T12:00:30Z
            held: n
            noticed: n
            accepted: 2026-11-21T11:59:30Z
            sender: <>
            flags:
            ret: UNSET
            envid:
            listener: 25@192.0.2.1
            reached: 192.0.2.1
            client: 198.51.100.7
            login: carl+20a
            group: shop
            trusted: y
            recipient: <carol@b.example> ADDRESS=carol@far.example BINDING=bulk RULE=/etc/dmail.conf:7
            done: n
            attempts: 000001
            next: 2026-11-21T12:00:30Z
            status: 4.4.1
            reason: connection refused by mx.far.example
            host:
            reply:
            size: 2

            \r
            """;

    private final Path queueFolder;
    private final DurableQueue queue;
    private final QueueCommands commands;
    private final MemoryLog log = new MemoryLog();
    private final FakeClock clock = FakeClock.atNoon();

    QueueCommandsTest(@TempDir Path work) throws Exception {
        queueFolder = Files.createDirectory(work.resolve("queue"));
        Files.writeString(queueFolder.resolve(BOB), BOB_MESSAGE);
        Files.writeString(queueFolder.resolve(CAROL), CAROL_MESSAGE);
        queue = TestQueue.open(work, TestConnector.make(), clock, log);
        log.await("queue read messages=2");
        commands =
                new QueueCommands(
                        queue.control(),
                        queue.rebinding(),
                        QueueCommandsTest::providers,
                        QueueWords.NO_BINDINGS,
                        clock);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void listsTheQueue() {
        assertEquals(
                """
                0000000000000B  5h 5m old  29 B  from <alice@host.example>  next 2026-11-21T13:00:00Z  given up 2026-11-25T06:55:00Z
                    <bob@acme.example>  3 attempts, at last: mx.acme.example [192.0.2.1]: 450 4.2.1 Mailbox busy
                    <eve@acme.example>  not tried yet

                0000000000000C  30s old  2 B  from <>  next 2026-11-21T12:00:30Z  given up 2026-11-25T11:59:30Z
                    <carol@b.example>  1 attempt, at last: connection refused by mx.far.example

                -- 1 Kbytes in 2 Requests.
                """,
                text("queue"));
    }

    @Test
    void bi6_programsSeeHowAMessageCameInAndByWhichBindingItLeaves() {
        String shown = reply("show", CAROL).json();
        assertTrue(
                shown.contains("\"tries\":1,\"binding\":\"bulk\",\"rule\":\"/etc/dmail.conf:7\"}]"),
                shown);
        assertTrue(
                shown.contains(
                        "\"binding\":\"bulk\",\"listener\":\"25@192.0.2.1\","
                                + "\"reached\":\"192.0.2.1\",\"login\":\"carl a\""),
                shown);
        assertTrue(json("queue", CAROL).contains("\"listener\":\"25@192.0.2.1\""));
    }

    @Test
    void momN29_rebindKnowsTheBindingsOfTheQueueAndRefusesOthers() {
        assertEquals("0 messages would be re-bound\n", text("rebind", "default", "--dry-run"));
        assertEquals("1 message would be re-bound", last(text("rebind", "bulk", "--dry-run")));
        assertEquals("no binding is named bulkk\n", reply("rebind", "bulkk").text());
        assertEquals(ExitStatus.DATA_ERROR, reply("rebind", "Bulk", "b.example").status());
    }

    private static String last(String text) {
        return text.lines().toList().getLast();
    }

    @Test
    void listsTheQueueForPrograms() {
        assertEquals(
                "{\"messages\":[{\"queue_name\":\"deferred\","
                        + "\"queue_id\":\"0000000000000B\",\"arrival_time\":1795244100,"
                        + "\"message_size\":29,\"sender\":\"alice@host.example\",\"recipients\":["
                        + "{\"address\":\"bob@acme.example\",\"delay_reason\":"
                        + "\"mx.acme.example [192.0.2.1]: 450 4.2.1 Mailbox busy\","
                        + "\"status\":\"4.2.1\",\"tries\":3,\"binding\":\"default\",\"rule\":\"\"},"
                        + "{\"address\":\"eve@acme.example\",\"tries\":0,\"binding\":\"default\",\"rule\":\"\"}],"
                        + "\"next_try\":1795266000,\"given_up\":1795589700,\"tries\":3,"
                        + "\"binding\":\"default\",\"listener\":\"\",\"reached\":\"\","
                        + "\"login\":\"\"}],"
                        + "\"shown\":1,\"found\":1,\"octets\":29,\"on_disk_alone\":0}\n",
                json("queue", "*@acme.example"));
    }

    /** What is asked for, and which messages that means. */
    @ParameterizedTest
    @CsvSource({
        "*, 2",
        "0000000000000B, 1",
        "0000000000000b, 1",
        "acme.example, 1",
        "ACME.example, 1",
        "other.example, 0",
        "far.example, 1",
        "b.example, 1",
        "alice@host.example, 1",
        "carol@*.example, 1",
        "?ob@acme.example, 1",
        "acme, 0",
    })
    void aPatternMeansIdsSendersRecipientsAndTheirDomains(String pattern, int found) {
        String text = text("queue", pattern);

        String end =
                switch (found) {
                    case 0 -> "-- 0 Kbytes in 0 Requests.\n";
                    case 1 -> "-- 1 Kbytes in 1 Request.\n";
                    default -> "-- 1 Kbytes in " + found + " Requests.\n";
                };
        assertTrue(text.endsWith(end), text);
    }

    @Test
    void lookingChangesNothing() throws IOException {
        Files.writeString(queueFolder.resolve(BOB), "not a message");

        assertTrue(text("queue").endsWith("\n-- 1 Kbytes in 1 Request.\n"), text("queue"));

        assertEquals("not a message", Files.readString(queueFolder.resolve(BOB)));
        assertEquals(CAROL_MESSAGE, Files.readString(queueFolder.resolve(CAROL)));
    }

    @Test
    void sumsUpForWhomMailWaits() {
        assertEquals(
                """
                                                             all    <1h    <4h    <1d    <2d  older
                all messages                                   2      1      0      1      0      0
                acme.example                                   1      0      0      1      0      0
                far.example                                    1      1      0      0      0      0
                """,
                text("queue", "summary"));
        assertEquals(
                "{\"total\":{\"messages\":2,\"under_1h\":1,\"under_4h\":0,\"under_1d\":1,"
                        + "\"under_2d\":0,\"older\":0},\"domains\":{\"acme.example\":"
                        + "{\"messages\":1,\"under_1h\":0,\"under_4h\":0,\"under_1d\":1,"
                        + "\"under_2d\":0,\"older\":0},\"far.example\":{\"messages\":1,"
                        + "\"under_1h\":1,\"under_4h\":0,\"under_1d\":0,\"under_2d\":0,"
                        + "\"older\":0}},\"on_disk_alone\":0}\n",
                json("queue", "summary"));
    }

    private static ProviderNames providers() {
        return new ProviderNames(
                ScopeTable.of(SendingLines.read("to_mx *.mail.example suspend_delivery false")),
                domain ->
                        domain.name().equals("far.example")
                                ? List.of("mx1.mail.example")
                                : List.of());
    }

    @Test
    void bi39_b32_sumsUpByProvider() {
        assertEquals(
                """
                                                             all    <1h    <4h    <1d    <2d  older
                all messages                                   2      1      0      1      0      0
                *.mail.example                                 1      1      0      0      0      0
                unknown                                        1      0      0      1      0      0
                """,
                text("queue", "summary", "mx"));
        String json = json("queue", "summary", "mx");
        assertTrue(json.contains("\"providers\":{\"*.mail.example\":{\"messages\":1,"), json);
        assertEquals(ExitStatus.USAGE, reply("queue", "summary", "domains").status());
        assertEquals(ExitStatus.USAGE, reply("queue", "bob", "mx").status());
    }

    @Test
    void showsAMessageWithoutWhatCommandsATerminal() {
        String text = text("show", BOB);

        assertTrue(text.startsWith(BOB + "  5h 5m old"), text);
        assertTrue(text.endsWith("\n\nSubject: ?[2Jhi\n\nhello\t\u00e4\n"), text);
    }

    @Test
    void showsNoMessageThatIsNotThere() {
        AdminReply reply = reply("show", "0000000000000D");

        assertEquals(ExitStatus.NO_INPUT, reply.status());
        assertEquals("no message of the id 0000000000000D is in the queue\n", reply.text());
    }

    @Test
    void triesWhatIsMeant() throws Exception {
        assertEquals("1 message is tried now\n", text("try", "far.example"));

        String line = log.await(CAROL + " deferred");
        assertTrue(line.contains("reason=\"out of order\""), line);
        assertEquals(BOB_MESSAGE, Files.readString(queueFolder.resolve(BOB)));
    }

    @Test
    void startsTheQueueOfANode() throws Exception {
        EtrnNode acme = new EtrnNode(new Domain("acme.example"), false);
        EtrnNode example = new EtrnNode(new Domain("example"), true);

        assertEquals(1, queue.control().tryNow(acme));
        log.await(BOB + " deferred");

        assertEquals(2, queue.control().tryNow(example));
        log.await(CAROL + " deferred");
    }

    @Test
    void dm14_triesAll() throws Exception {
        assertEquals("2 messages are tried now\n", text("tryall"));

        log.await(BOB + " deferred");
        log.await(CAROL + " deferred");
    }

    @Test
    void whatIsHeldIsNotTriedUntilItIsReleased() throws Exception {
        assertEquals("1 message is held\n", text("hold", BOB));
        assertEquals(
                BOB_MESSAGE.replace("held: n", "held: y"),
                Files.readString(queueFolder.resolve(BOB)));
        assertTrue(text("queue", BOB).contains("from <alice@host.example>  held\n"));
        assertEquals(ExitStatus.NO_INPUT, reply("try", BOB).status());
        assertEquals(ExitStatus.NO_INPUT, reply("hold", BOB).status(), "twice");

        assertEquals("1 message is released\n", text("release", "*"));
        log.await(BOB + " deferred");
        assertTrue(Files.readString(queueFolder.resolve(BOB)).contains("held: n"));
    }

    @Test
    void deletesWithoutAWord() throws Exception {
        assertEquals("2 messages are deleted\n", text("delete", "*"));

        assertEquals(List.of(), files());
        log.await(BOB + " deleted by=administrator");
        assertEquals("Mail queue is empty\n", text("queue"));
    }

    @Test
    void givesAMessageBackToItsSender() throws Exception {
        assertEquals("1 message is bounced\n", text("bounce", BOB));

        log.await("failed to=bob@acme.example status=5.3.0");
        log.await("report sent about=failure to=alice@host.example");
        assertEquals(List.of(CAROL), files().stream().filter(CAROL::equals).toList());
        assertTrue(Files.notExists(queueFolder.resolve(BOB)));
    }

    @ParameterizedTest
    @CsvSource({"hold, held", "delete, deleted", "bounce, bounced", "try, tried"})
    void b31_aRehearsalChangesNothing(String command, String participle) throws IOException {
        AdminReply reply = reply(command, "acme.example", "--dry-run");

        assertEquals("0000000000000B\n1 message would be " + participle + "\n", reply.text());
        assertEquals(
                "{\"would_be_" + participle + "\":[\"0000000000000B\"],\"busy\":0,\"failed\":0}\n",
                json(command, "acme.example", "--dry-run"));
        assertEquals(BOB_MESSAGE, Files.readString(queueFolder.resolve(BOB)));
        assertEquals(CAROL_MESSAGE, Files.readString(queueFolder.resolve(CAROL)));
    }

    @Test
    void b31_aRehearsalOfTryAllNamesEachMessage() throws IOException {
        assertTrue(text("tryall", "--dry-run").startsWith("0000000000000B\n"));
        assertEquals(ExitStatus.USAGE, reply("tryall", "now").status());
        assertEquals(BOB_MESSAGE, Files.readString(queueFolder.resolve(BOB)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "delete", "bounce"})
    void aMessageWhoseFileWasTakenAwayIsForgotten(String command) throws IOException {
        Files.delete(queueFolder.resolve(BOB));

        assertEquals(ExitStatus.NO_INPUT, reply(command, BOB).status());

        assertTrue(text("queue").contains("-- 1 Kbytes in 1 Request.\n"), text("queue"));
        assertEquals("{\"total\":{\"messages\":1,", json("queue", "summary").substring(0, 23));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "delete", "bounce"})
    void whatIsNoMessageIsSetAsideAndNotDestroyed(String command) throws Exception {
        Files.writeString(queueFolder.resolve(BOB), "not a message");

        assertEquals(ExitStatus.NO_INPUT, reply(command, BOB).status());

        String line = log.await("queue file set aside");
        assertTrue(line.startsWith("error: "), line);
        assertTrue(Files.notExists(queueFolder.resolve(BOB)));
        assertTrue(text("queue").contains("-- 1 Kbytes in 1 Request.\n"), text("queue"));
    }

    @Test
    void anOrderForNothingIsAnError() {
        AdminReply reply = reply("delete", "nowhere.example");

        assertEquals(ExitStatus.NO_INPUT, reply.status());
        assertEquals("nothing in the queue is meant by nowhere.example\n", reply.text());
    }

    @Test
    void saysThatADamagedFileIsNoMessageAnyMore() throws IOException {
        Files.delete(queueFolder.resolve(CAROL));
        Files.createDirectory(queueFolder.resolve(CAROL));

        AdminReply reply = reply("delete", CAROL);

        assertEquals(ExitStatus.NO_INPUT, reply.status());
        assertEquals(
                "1 message is no longer in the queue; a damaged file was set aside, see the log\n",
                reply.text());
    }

    @Test
    void anOrderWantsOnePattern() {
        assertEquals(ExitStatus.USAGE, reply("delete", "--dry-run").status());
        assertEquals(ExitStatus.USAGE, reply("delete", "a", "b").status());
        assertEquals(ExitStatus.USAGE, reply("delete", "x".repeat(256)).status());
    }

    private String text(String... words) {
        return reply(words).text();
    }

    private AdminReply reply(String... words) {
        return reply(ReplyForm.TEXT, words);
    }

    private String json(String... words) {
        return reply(ReplyForm.JSON, words).text();
    }

    private AdminReply reply(ReplyForm form, String... words) {
        List<String> arguments = List.of(words).subList(1, words.length);
        if (words[0].equals("show")) {
            return commands.show(arguments.getFirst());
        }
        RecordedReply reply = new RecordedReply(form, new StringBuilder());
        try {
            ExitStatus status =
                    commands.reply(
                                    QueueCommand.valueOf(words[0].toUpperCase(Locale.ROOT)),
                                    arguments)
                            .write(reply);
            return new AdminReply(status, reply.text().toString(), "");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private record RecordedReply(ReplyForm form, StringBuilder text)
            implements StreamedReply.ReplyWriter {
        @Override
        public void write(String more) {
            text.append(more);
        }

        @Override
        public void keepAlive() {}
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(queueFolder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The sizes in the files above are right. */
    @Test
    void theFixturesAreWhole() {
        int start = BOB_MESSAGE.indexOf("\n\n") + 2;
        byte[] body = BOB_MESSAGE.substring(start).getBytes(StandardCharsets.UTF_8);

        assertEquals(29, body.length);
    }
}
