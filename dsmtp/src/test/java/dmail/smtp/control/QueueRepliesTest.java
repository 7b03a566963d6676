package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.command.QueueCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.client.TestConnector;
import dmail.smtp.queue.DurableQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The replies of the queue commands for programs. */
@Timeout(60)
final class QueueRepliesTest {
    private static final String WAITING = "0000000000000B";
    private static final String HELD = "0000000000000C";

    private final Path queueFolder;
    private final DurableQueue queue;
    private final QueueCommands commands;

    QueueRepliesTest(@TempDir Path work) throws Exception {
        queueFolder = Files.createDirectory(work.resolve("queue"));
        Files.writeString(queueFolder.resolve(WAITING), message(WAITING, 'n'));
        Files.writeString(queueFolder.resolve(HELD), message(HELD, 'y'));
        FakeClock clock = FakeClock.atNoon();
        MemoryLog log = new MemoryLog();
        queue = TestQueue.open(work, TestConnector.make(), clock, log);
        log.await("queue read messages=2");
        commands =
                new QueueCommands(
                        queue.control(),
                        queue.rebinding(),
                        () ->
                                new ProviderNames(
                                        ScopeTable.of(SendingLines.read("")), _ -> List.of()),
                        QueueWords.NO_BINDINGS,
                        clock);
    }

    private static String message(String id, char held) {
        return """
        DMail-Queue-File: 1
        id: %s
        due: 2026-11-21T13:00:00Z
        held: %s
        noticed: n
        accepted: 2026-11-21T11:00:00Z
        sender: <>
        flags:
        ret: UNSET
        envid:
        recipient: <bob@b.example>
        done: n
        attempts: 000001
        status: 4.4.1
        reason: connection refused
        host:
        reply:
        size: 2

        \r
        """
                .formatted(id, held);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private String reply(
            ReplyForm form, ExitStatus expected, QueueCommand command, String... arguments)
            throws IOException {
        StringBuilder text = new StringBuilder();
        StreamedReply.ReplyWriter writer =
                new StreamedReply.ReplyWriter() {
                    @Override
                    public ReplyForm form() {
                        return form;
                    }

                    @Override
                    public void write(String more) {
                        text.append(more);
                    }

                    @Override
                    public void keepAlive() {}
                };
        ExitStatus status = commands.reply(command, List.of(arguments)).write(writer);
        assertEquals(expected, status, text::toString);
        return text.toString();
    }

    private String json(QueueCommand command, String... arguments) throws IOException {
        return reply(ReplyForm.JSON, ExitStatus.OK, command, arguments);
    }

    private String text(QueueCommand command, String... arguments) throws IOException {
        return reply(ReplyForm.TEXT, ExitStatus.OK, command, arguments);
    }

    // command | which messages it can be about | the name of the list
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOLD    | 0000000000000B                  | held",
                "RELEASE | 0000000000000C                  | released",
                "DELETE  | 0000000000000B,0000000000000C   | deleted",
                "BOUNCE  | 0000000000000B,0000000000000C   | bounced",
            })
    void programsGetTheIdsOfAnOrder(QueueCommand command, String ids, String participle)
            throws IOException {
        String list = "\":[\"" + ids.replace(",", "\",\"") + "\"],\"busy\":0,\"failed\":0}\n";

        assertEquals("{\"would_be_" + participle + list, json(command, "*", "--dry-run"));
        assertEquals("{\"" + participle + list, json(command, "*"));
    }

    @Test
    void aRehearsedReleaseReleasesNothing() throws IOException {
        assertEquals(
                HELD + "\n1 message would be released\n",
                text(QueueCommand.RELEASE, "--dry-run", "*"));
        assertEquals(message(HELD, 'y'), Files.readString(queueFolder.resolve(HELD)));
    }

    @Test
    void programsSeeWhatIsHeld() throws IOException {
        assertEquals(
                "{\"messages\":[{\"queue_name\":\"hold\",\"queue_id\":\"0000000000000C\","
                        + "\"arrival_time\":1795258800,\"message_size\":2,\"sender\":\"\","
                        + "\"recipients\":[{\"address\":\"bob@b.example\",\"delay_reason\":"
                        + "\"connection refused\",\"status\":\"4.4.1\",\"tries\":1,"
                        + "\"binding\":\"default\",\"rule\":\"\"}],"
                        + "\"next_try\":1795266000,\"given_up\":1795604400,\"tries\":1,"
                        + "\"binding\":\"default\",\"listener\":\"\",\"reached\":\"\","
                        + "\"login\":\"\"}],"
                        + "\"shown\":1,\"found\":1,\"octets\":2,\"on_disk_alone\":0}\n",
                json(QueueCommand.QUEUE, HELD));
    }

    @Test
    void programsAreToldWhatIsTriedAndWhatIsWrong() throws IOException {
        assertEquals("{\"message\":\"1 message is tried now\"}\n", json(QueueCommand.TRYALL));
        assertEquals(
                "{\"error\":\"nothing in the queue is meant by nowhere.example\"}\n",
                reply(ReplyForm.JSON, ExitStatus.NO_INPUT, QueueCommand.TRY, "nowhere.example"));
        assertEquals(
                "{\"error\":\"one pattern is wanted; '*' means all messages\"}\n",
                reply(ReplyForm.JSON, ExitStatus.USAGE, QueueCommand.HOLD, "--dry-run"));
    }
}
