package dmail.common.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.log.Level;
import dmail.common.log.LogFollowers;
import dmail.common.log.LogFormat;
import dmail.common.log.LogLine;
import dmail.common.log.ServerLog;
import dmail.common.log.StreamOutput;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminServerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();

    @Test
    void carriesWordsToTheDeskAndTheReplyBack() throws Exception {
        try (AdminServer _ = open(AdminServerTest::echo, LONG)) {
            AdminClient client = new AdminClient(socket());

            assertEquals(
                    new AdminClient.Answer(0, "a b|\"\\|bj\u00f6rn\n"),
                    client.text(List.of("a b", "\"\\", "bj\u00f6rn")));
            assertEquals(
                    new AdminClient.Answer(0, "{\"message\":\"status\"}\n"),
                    client.json(List.of("status")));
        }
    }

    /** Answers everything with the log. */
    private record Following(LogFollowers followers) implements AdminRequestHandler {
        @Override
        public AdminAnswer answer(List<String> words) {
            return words.contains("sendlog") ? new AdminAnswer.Live(followers) : echo(words);
        }
    }

    @Test
    void sendsTheLogAsItIsWrittenUntilItEnds() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (ServerLog lines =
                        ServerLog.start(
                                new LogFormat("h", "dsmtp", 7),
                                FakeClock.atNoon(),
                                Level.INFO,
                                new StreamOutput(written));
                AdminServer _ = open(new Following(lines.followers()), LONG)) {
            CompletableFuture<AdminClient.Answer> asked =
                    CompletableFuture.supplyAsync(() -> follow(seen));
            log.await("live log begins for=");
            lines.info(LogLine.of("one"));
            assertEquals("2026-11-21T12:00:00.000Z h dsmtp[7]: - one", seen.take());
            lines.info(LogLine.of("two"));
            lines.followers().close();

            assertEquals(new AdminClient.Answer(0, ""), asked.get());
            assertEquals("2026-11-21T12:00:00.000Z h dsmtp[7]: - two", seen.take());
        }
    }

    /** Answers with as many lines as it is asked for. */
    private static final class Lines implements AdminRequestHandler {
        @Override
        public AdminAnswer answer(List<String> words) {
            return (StreamedReply) writer -> write(Integer.parseInt(words.getFirst()), writer);
        }

        private static ExitStatus write(int lines, StreamedReply.ReplyWriter writer)
                throws IOException {
            for (int i = 0; i < lines; i++) {
                writer.write("line " + i + "\n");
                writer.keepAlive();
            }
            return lines == 0
                    ? writer.write(AdminReply.refused(ExitStatus.NO_INPUT, "no lines"))
                    : ExitStatus.TEMPORARY;
        }
    }

    @Test
    void aLongReplyComesInPiecesAndAShortOneAtOnce() throws Exception {
        try (AdminServer _ = open(new Lines(), LONG)) {
            AdminClient client = new AdminClient(socket());
            List<String> pieces = new ArrayList<>();
            AdminClient.Answer last = client.ask(ReplyForm.TEXT, List.of("100000"), pieces::add);

            assertEquals(ExitStatus.TEMPORARY.code(), last.status());
            assertTrue(pieces.size() > 10, "pieces: " + pieces.size());
            String all = String.join("", pieces) + last.body();
            assertEquals(100_000, all.lines().count());
            assertTrue(pieces.stream().allMatch(piece -> piece.length() < 2 * Answering.PIECE));
            assertEquals(
                    new AdminClient.Answer(ExitStatus.TEMPORARY.code(), all),
                    client.text(List.of("100000")));
            assertEquals(
                    new AdminClient.Answer(
                            ExitStatus.NO_INPUT.code(), "{\"error\":\"no lines\"}\n"),
                    client.json(List.of("0")));
        }
    }

    @Test
    void aFaultInTheMiddleOfALongReplyEndsTheRequestOnly() throws Exception {
        try (AdminServer _ = open(new Lines(), LONG)) {
            AdminClient client = new AdminClient(socket());

            assertEquals(ExitStatus.SOFTWARE.code(), client.text(List.of("many")).status());
            assertEquals("line 0\n", client.text(List.of("1")).body());
        }
    }

    private AdminClient.Answer follow(BlockingQueue<String> seen) {
        try {
            return new AdminClient(socket()).followText(List.of("sendlog"), seen::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noticesThatAFollowerHasGone() throws Exception {
        LogFollowers followers = new LogFollowers(FakeClock.atNoon());
        try (AdminServer _ = open(new Following(followers), LONG)) {
            try (SocketChannel caller = connect()) {
                caller.write(ByteBuffer.wrap("json \"sendlog\"\n".getBytes(UTF_8)));
                log.await("live log begins");
            }
            log.await("live log ends");
            assertEquals(List.of(), followers.list());
        }
    }

    @Test
    void sendsTheLogToFourAtMost() throws Exception {
        LogFollowers followers = new LogFollowers(FakeClock.atNoon());
        for (int i = 0; i < LogFollowers.MOST; i++) {
            assertTrue(followers.join("ann").isPresent());
        }
        try (AdminServer _ = open(new Following(followers), LONG)) {
            assertEquals(
                    new AdminClient.Answer(
                            69, "enough others are sent the log's lines; monitors lists them\n"),
                    new AdminClient(socket()).followJson(List.of("sendlog"), _ -> {}));
        }
    }

    @Test
    void handsOnTheStatusOfARefusal() throws Exception {
        AdminRequestHandler handler = _ -> AdminReply.refused(ExitStatus.NO_USER, "no such user");
        try (AdminServer _ = open(handler, LONG)) {
            assertEquals(
                    new AdminClient.Answer(67, "no such user\n"),
                    new AdminClient(socket()).text(List.of("address", "x@y.test")));
        }
    }

    @Test
    void givesTheSocketToItsUserOnlyAndTakesItAwayAtTheEnd() throws Exception {
        try (AdminServer _ = open(AdminServerTest::echo, LONG)) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
        }
        assertFalse(Files.exists(socket()));
    }

    @Test
    void replacesASocketThatADeadServerLeft() throws Exception {
        Files.createFile(socket());
        try (AdminServer _ = open(AdminServerTest::echo, LONG)) {
            assertEquals("x\n", new AdminClient(socket()).text(List.of("x")).body());
        }
    }

    @Test
    void cannotBeBoundUnderAPathThatIsTooLong() {
        Path longPath = folder.resolve("x".repeat(120));

        assertThrows(
                IOException.class, () -> AdminServer.open(longPath, AdminServerTest::echo, log));
    }

    @Test
    void takesARequestOfTheLongestLengthAndNoLonger() throws Exception {
        String fitting = "text " + "x".repeat(RequestLine.LONGEST - 5);
        try (AdminServer _ = open(AdminServerTest::echo, LONG)) {
            assertEquals("0 4092\n" + fitting.substring(5) + "\n", rawReply(fitting + "\n"));
            assertEquals("", rawReply(fitting + "x\n"));
            log.await("line longer than 4096 octets");
        }
    }

    @Test
    void saysSoWhenItCannotUnderstand() throws Exception {
        try (AdminServer _ = open(AdminServerTest::echo, LONG)) {
            assertEquals("64 32\nthe request can't be understood\n", rawReply("GET / HTTP/1.1\n"));
        }
    }

    @Test
    void cutsOffAClientThatSendsNothing() throws Exception {
        try (AdminServer _ = open(AdminServerTest::echo, SHORT)) {
            assertEquals("", rawReply("text sta"));
        }
    }

    @Test
    void cutsOffAClientThatTakesNothing() throws Exception {
        AdminRequestHandler handler = _ -> AdminReply.done("x".repeat(8 << 20));
        try (AdminServer _ = open(handler, SHORT);
                SocketChannel idle = connect()) {
            idle.write(ByteBuffer.wrap("text status\n".getBytes(UTF_8)));

            assertTrue(log.await("control connection lost").startsWith("info: - "));
        }
    }

    @Test
    void servesTheNextOnesWhenAllItsPlacesWereTakenByIdleClients() throws Exception {
        List<SocketChannel> idle = new ArrayList<>();
        try (AdminServer _ = open(AdminServerTest::echo, SHORT)) {
            for (int i = 0; i < 3 * AdminServer.MOST_AT_ONCE; i++) {
                idle.add(connect());
            }
            assertEquals("x\n", new AdminClient(socket()).text(List.of("x")).body());
        }
        for (SocketChannel channel : idle) {
            channel.close();
        }
    }

    @Test
    void outlivesAFaultInTheDesk() throws Exception {
        AdminRequestHandler handler =
                words -> {
                    if (words.contains("bad")) {
                        throw new IllegalStateException("fault");
                    }
                    return echo(words);
                };
        try (AdminServer _ = open(handler, LONG)) {
            AdminClient client = new AdminClient(socket());

            assertEquals(70, client.text(List.of("bad")).status());
            assertEquals("good\n", client.text(List.of("good")).body());
            assertTrue(log.await("control request failed").startsWith("error: "));
        }
    }

    private static AdminReply echo(List<String> words) {
        return AdminReply.done(String.join("|", words));
    }

    private AdminServer open(AdminRequestHandler handler, Duration timeout) throws IOException {
        return AdminServer.open(socket(), handler, timeout, log);
    }

    private Path socket() {
        return folder.resolve("dsmtp.sock");
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket()));
        return channel;
    }

    /** What comes back until the server closes the connection. */
    private String rawReply(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        }
    }
}
