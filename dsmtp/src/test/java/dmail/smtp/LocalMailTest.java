package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminCommand;
import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.AdminServer;
import dmail.common.admin.CommandTable;
import dmail.common.admin.ControlSocket;
import dmail.common.admin.ServerView;
import dmail.common.admin.StreamedReply;
import dmail.common.config.ConfigReading;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.Environment;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.Sink;
import dmail.smtp.sendmail.Caller;
import dmail.smtp.sendmail.Run;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sendmail command and the whole server, with real folders and a real socket. */
@Timeout(60)
class LocalMailTest {
    private static final String MESSAGE = "Subject: hello\n\nFrom here\n..\n";

    private static final String ARCHIVED =
            """
            Return-Path: <carol@test.example>\r
            X-Envelope-To: <alice@test.example>\r
            Received: from\
            """;

    private final MemoryLog log = new MemoryLog();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private @TempDir Path folder;
    private Optional<Server> server = Optional.empty();

    @BeforeEach
    void folders() throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("users.txt"), "alice:*:\nbob:*:\n");
        configure("");
    }

    @AfterEach
    void stop() {
        server.ifPresent(Server::stop);
        server = Optional.empty();
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                folder.resolve("dmail.conf"),
                """
                host_domain test.example
                local_host mail.test.example
                drop_path mail
                work_path work
                authent_method internal
                users_file users.txt
                listen here on 127.0.0.1:0
                listen here protocol smtp
                %s\
                """
                        .formatted(more));
    }

    private void start() throws Exception {
        ConfigReading reading =
                ConfigReader.read(folder.resolve("dmail.conf"), dmail.common.config.Server.DSMTP);
        SmtpProgram program =
                new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
        server =
                Optional.of(
                        assertInstanceOf(
                                Server.class, program.start(reading.configuration(), log)));
    }

    private int sendmail(String input, String... arguments) {
        Environment environment =
                new Environment(
                        folder.getFileSystem(),
                        FakeClock.atNoon(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        Caller caller =
                new Caller(
                        "carol",
                        FakeClock.atNoon().instant().atZone(ZoneOffset.UTC),
                        new Random(1));
        List<String> words =
                Stream.concat(
                                Stream.of("-C", folder.resolve("dmail.conf").toString()),
                                Stream.of(arguments))
                        .toList();
        return new Run(
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        caller)
                .of(words);
    }

    private String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private String expected(String id, String subject) throws IOException {
        return """
        From carol@test.example Sat Nov 21 12:00:00 2026
        Return-Path: <carol@test.example>
        Received: from %1$s@localhost ([127.0.0.1])
        \tby mail.test.example (DSMTP 4.0.0) with local id %2$s;
        \tSat, 21 Nov 2026 12:00:00 +0000
        Subject: %3$s
        From: carol@test.example
        To: undisclosed-recipients:;
        Date: Sat, 21 Nov 2026 12:00:00 +0000
        Message-ID: <20261121120000.bb1ad57319b89cd8@test.example>

        >From here
        ..

        """
                .formatted(Files.getOwner(folder).getName(), id, subject);
    }

    private String awaitDelivery() throws InterruptedException {
        return log.await(" delivered ").split(" ", 3)[1];
    }

    @Test
    void aMessageGoesThroughTheSocketToTheDropFile() throws Exception {
        start();

        assertEquals(0, sendmail(MESSAGE, "-i", "Alice"), () -> said(err));

        assertEquals(
                expected(awaitDelivery(), "hello"), Files.readString(folder.resolve("mail/alice")));
        assertEquals("", said(out) + said(err));
    }

    @Test
    void itGetsItsFooterACopyInTheArchiveAndALineOfStatistics() throws Exception {
        Files.writeString(folder.resolve("footer.txt"), "-- \nAcme\n");
        configure(
                """
                add_footer footer.txt *.other.example,test.example
                archive_path archive
                oneline_stats true
                """);
        start();

        assertEquals(0, sendmail(MESSAGE, "-i", "alice"), () -> said(err));

        String id = awaitDelivery();
        String expected = expected(id, "hello").replace("..\n", "..\n-- \nAcme\n");
        assertEquals(expected, Files.readString(folder.resolve("mail/alice")));
        String copy = Files.readString(folder.resolve("archive/2026-11-21/" + id + ".eml"));
        assertTrue(copy.startsWith(ARCHIVED), copy);
        assertTrue(copy.endsWith("\r\n\r\nFrom here\r\n..\r\n-- \r\nAcme\r\n"), copy);
        stop();
        String line = Files.readString(folder.resolve("work/dm2111.log"));
        assertTrue(
                line.contains(
                        id + " delivered from=<carol@test.example> to=<alice@test.example> size="),
                line);
    }

    @Test
    void withoutAServerItWaitsAndIsTakenUp() throws Exception {
        start();
        stop();

        assertEquals(0, sendmail(MESSAGE, "-i", "alice@test.example"), () -> said(err));
        start();

        String dropped = expected(awaitDelivery(), "hello");
        assertEquals(dropped, Files.readString(folder.resolve("mail/alice")));
        assertEquals("", said(err));
    }

    @Test
    void whereNoServerEverRanNothingCanBeLeft() {
        assertEquals(75, sendmail(MESSAGE, "alice"));

        assertTrue(said(err).startsWith("sendmail: dsmtp does not answer: "), () -> said(err));
    }

    @Test
    void oneUnknownRecipientMeansThatNobodyGetsIt() throws Exception {
        start();

        assertEquals(67, sendmail(MESSAGE, "alice", "nobody"));

        assertEquals("sendmail: nobody@test.example: 550 5.1.1 No such user here\n", said(err));
        assertEquals(0, sendmail(MESSAGE.replace("hello", "again"), "alice"));
        String _ = awaitDelivery();
        assertTrue(Files.readString(folder.resolve("mail/alice")).contains("Subject: again"));
        assertEquals(
                1,
                Files.readString(folder.resolve("mail/alice")).split("\nFrom |^From ", -1).length
                        - 1);
    }

    @Test
    void recipientsOfTheHeaderAreMeantToo() throws Exception {
        start();

        assertEquals(
                0,
                sendmail("To: Alice A <alice@test.example>\nBcc: bob\n\nhello\n", "-t"),
                () -> said(err));

        String _ = log.await("<bob@test.example>");
        String _ = log.await("<alice@test.example>");
        assertTrue(
                log.lines().stream().anyMatch(line -> line.contains("to=2")),
                log.lines()::toString);
    }

    @Test
    void verifiesWithoutSending() throws Exception {
        start();

        assertEquals(67, sendmail("", "-bv", "alice", "nobody"));

        assertEquals(
                """
                alice@test.example: deliverable
                nobody@test.example: 550 5.1.1 No such user here
                """,
                said(out));
    }

    @Test
    void speaksSmtp() throws Exception {
        start();

        assertEquals(0, sendmail("HELO x\r\nQUIT\r\n", "-bs"));

        assertEquals(
                """
                220 mail.test.example DSMTP ESMTP Server v4.0.0 at DATE
                250 mail.test.example
                221 2.0.0 Closing connection
                """,
                said(out).replace("\r\n", "\n").replaceFirst(" at .* GMT\n", " at DATE\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void linesOfSmtpEndWithLfOrCrLf(String end) throws Exception {
        start();
        String spoken =
                """
                EHLO localhost
                MAIL FROM:<carol@test.example>
                RCPT TO:<alice@test.example>
                DATA
                Subject: by -bs

                BDAT 10
                ..dot
                .
                NOOP
                QUIT
                """;

        assertEquals(0, sendmail(spoken.replace("\n", end), "-bs"), () -> said(err));

        assertTrue(said(out).contains("\n250 2.0.0 Accepted"), () -> said(out));
        String _ = awaitDelivery();
        String mail = Files.readString(folder.resolve("mail/alice"));
        assertTrue(mail.endsWith("Subject: by -bs\n\nBDAT 10\n.dot\n\n"), mail);
    }

    @Test
    void chunksOfSmtpAreCountedOctets() throws Exception {
        start();
        String spoken =
                """
                EHLO localhost
                MAIL FROM:<carol@test.example>
                RCPT TO:<alice@test.example>
                BDAT 17
                Subject: x

                DATA
                BDAT 4 LAST
                end
                QUIT
                """;

        assertEquals(0, sendmail(spoken, "-bs"), () -> said(err) + said(out));

        String _ = awaitDelivery();
        String mail = Files.readString(folder.resolve("mail/alice"));
        assertTrue(mail.endsWith("Subject: x\n\nDATA\nend\n\n"), mail);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'RSET,', 0",
        "'QUIT,', 0",
        "'RCPT TO:<alice@test.example>,', 65",
        "'RCPT TO:<alice@test.example>,DATA,', 65",
        "'RCPT TO:<alice@test.example>,DATA,Subject: x,,text', 65",
        "'RCPT TO:<alice@test.example>,DATA,Subject: x,,text,.', 65",
        "'RCPT TO:<nobody@test.example>,DATA,QUIT,', 0"
    })
    void inputThatEndsWithinAMessageIsAnError(String lines, int status) throws Exception {
        start();
        String begun = lines.isEmpty() ? "" : "MAIL FROM:<carol@test.example>\n";
        String spoken = "HELO x\n" + begun + lines.replace(',', '\n');

        assertEquals(status, sendmail(spoken, "-bs"), () -> said(out) + said(err));

        String why = "sendmail: the input ended within a message, which was not sent\n";
        assertEquals(status == 0 ? "" : why, said(err));
    }

    @Test
    void strayLineEndsOfProgramsAreMended() throws Exception {
        start();
        String spoken =
                """
                HELO x
                MAIL FROM:<carol@test.example>
                RCPT TO:<alice@test.example>
                DATA
                Subject: x

                a,b\r\r
                c\rd
                .
                QUIT
                """;

        assertEquals(0, sendmail(spoken, "-bs"), () -> said(out) + said(err));

        String _ = awaitDelivery();
        String mail = Files.readString(folder.resolve("mail/alice"));
        assertTrue(mail.endsWith("Subject: x\n\na,b\nc\nd\n\n"), mail);
    }

    @Test
    void withoutAServerItSaysSoInSmtp() {
        assertEquals(75, sendmail("HELO x\r\n", "-bs"));

        assertEquals("421 4.3.2 dsmtp is not running; try again later\r\n", said(out));
    }

    @Test
    void limitsAreSaidAtOnce() throws Exception {
        configure("max_rcpts 1\nmax_size 1\n");

        assertEquals(65, sendmail(MESSAGE, "alice", "bob"));
        assertEquals(65, sendmail("\n" + "x".repeat(1024), "alice"));

        List<String> lines = said(err).lines().toList();
        assertEquals("sendmail: 2 recipients are more than max_rcpts, 1", lines.getFirst());
        assertTrue(lines.getLast().endsWith(" octets, max_size is 1024 octets"), lines::toString);
    }

    @Test
    void wrongAddressesAndSettingsAreSaid() {
        assertEquals(65, sendmail(MESSAGE, "a b@@c"));
        assertEquals(64, sendmail("Subject: x\n\n", "-t"));
        assertEquals(69, sendmail("", "-bp"));
        assertEquals(78, sendmail(MESSAGE, "-C", "/nowhere/dmail.conf", "alice"));

        assertEquals(
                """
                sendmail: not an address: a b@@c
                sendmail: the header names no recipients
                sendmail: dsmtp is not running
                sendmail: /nowhere/dmail.conf can't be read by this user; sendmail takes\
                 host_domain and work_path from it
                """,
                said(err));
    }

    @Test
    void whatIsNoMessageIsSetAside() throws Exception {
        start();
        stop();
        String name = "0".repeat(32) + ".smtp";
        Path left = folder.resolve("work/submit/new");
        Files.writeString(left.resolve(name), "NOOP\r\n");
        Path link = left.resolve("1".repeat(32) + ".smtp");
        Files.createSymbolicLink(link, folder.resolve("users.txt"));
        start();

        String first = log.await("pickup file set aside");
        assertTrue(first.startsWith("error: "), first);
        assertTrue(log.await("reason=\"no plain file\"").contains(link.getFileName().toString()));
        String _ = log.await("reason=\"no message in it\"");
        assertTrue(Files.exists(folder.resolve("work/corrupt").resolve(name)));
        assertEquals("alice:*:\nbob:*:\n", Files.readString(folder.resolve("users.txt")));
    }

    @Test
    void nothingIsLeftOnADiskWithLessThanMinSpace() throws Exception {
        start();
        stop();
        configure("min_space 999999999\n");
        assertEquals(75, sendmail(MESSAGE, "alice"));
        assertTrue(said(err).contains("is full up to min_space"), said(err));
        try (var left = Files.list(folder.resolve("work/submit/new"))) {
            assertEquals(0, left.count());
        }
    }

    /** Any user of the host can make it, and nobody but he can take it away. */
    @Test
    void aFolderAmongLeftMailKeepsNoMailFromBeingTaken() throws Exception {
        start();
        stop();
        Path left = folder.resolve("work/submit/new");
        Path bad = Files.createDirectories(left.resolve("0".repeat(32) + ".smtp/full"));
        assertEquals(0, sendmail(MESSAGE, "alice"));
        start();

        String _ = awaitDelivery();
        assertTrue(Files.notExists(bad) || Files.exists(folder.resolve("mail/alice")));
    }

    @Test
    void refusedRecipientsOfLeftMailAreReportedOneByOne() throws Exception {
        configure("ban_rcptto x@banned.example\n");
        start();
        stop();
        assertEquals(0, sendmail(MESSAGE, "-f", "bob@test.example", "alice", "x@banned.example"));
        start();

        String _ = log.await(" delivered to=alice@test.example");
        String _ = log.await(" delivered to=bob@test.example");
        String report = Files.readString(folder.resolve("mail/bob"));
        assertTrue(report.contains("Final-Recipient: rfc822; x@banned.example"), report);
        assertTrue(report.contains("Action: failed"), report);
        assertTrue(report.contains("Subject: hello"), report);
        assertFalse(report.contains("Final-Recipient: rfc822; alice"), report);
    }

    @Test
    void leftMailThatNobodyGetsIsReportedAndRemoved() throws Exception {
        configure("ban_rcptto x@banned.example\n");
        start();
        stop();
        assertEquals(0, sendmail(MESSAGE, "-f", "bob@test.example", "x@banned.example"));
        start();

        String _ = log.await(" delivered to=bob@test.example");
        String report = Files.readString(folder.resolve("mail/bob"));
        assertTrue(report.contains("Final-Recipient: rfc822; x@banned.example"), report);
        stop();
        assertFalse(Files.exists(folder.resolve("work/corrupt")));
        try (var taken = Files.list(folder.resolve("work/submit/taken"))) {
            assertEquals(0, taken.count());
        }
    }

    @Test
    void leftoversOfProgramsAreRemovedWhenTheyAreOld() throws Exception {
        start();
        stop();
        Path left = folder.resolve("work/submit/new");
        Path old = Files.createFile(left.resolve("1".repeat(32) + ".tmp"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        Path fresh = Files.createFile(left.resolve("2".repeat(32) + ".tmp"));
        Files.setLastModifiedTime(fresh, FileTime.from(FakeClock.atNoon().instant()));
        start();

        String _ = log.await("program leftovers removed");
        assertTrue(Files.notExists(old));
        assertTrue(Files.exists(fresh));
    }

    /** Serves commands about the queue, as the program around the server does. */
    private AdminServer control() throws IOException {
        ServerView view = server.orElseThrow().view();
        AdminRequestHandler handler =
                words ->
                        CommandTable.find(words, dmail.common.config.Server.DSMTP)
                                .flatMap(call -> queueReply(view, call))
                                .orElseThrow(
                                        () -> new AssertionError("not about the queue: " + words));
        Path socket = ControlSocket.of(dmail.common.config.Server.DSMTP, folder.resolve("work"));
        return AdminServer.open(socket, handler, log);
    }

    private static Optional<StreamedReply> queueReply(ServerView view, CommandTable.Call call) {
        return call.command().handler() instanceof AdminCommand.Handler.Queue(var command)
                ? Optional.of(view.queueReply(command, call.arguments()))
                : Optional.empty();
    }

    /** The last line is Postfix's, which monitors read. */
    @Test
    void anEmptyQueueIsShownAsMonitorsKnowIt() throws Exception {
        start();

        try (AdminServer _ = control()) {
            assertEquals(0, sendmail("", "-bp"), () -> said(err));
            assertEquals("Mail queue is empty\n", said(out));
        }
    }

    @Test
    void theQueueIsShownAndTriedOnDemand() throws Exception {
        try (Sink sink = Sink.start()) {
            sink.on("RCPT", "451 4.2.1 not now");
            configure("gateway b.example 127.0.0.1:" + sink.port() + "\n");
            start();
            assertEquals(0, sendmail(MESSAGE, "dave@b.example"), () -> said(err));
            String _ = log.await(" deferred ");

            try (AdminServer _ = control()) {
                assertEquals(0, sendmail("", "-bp"), () -> said(err));
                String shown = said(out);
                assertTrue(shown.contains("    <dave@b.example>  1 attempt, at last: "), shown);
                assertTrue(shown.contains("451 4.2.1 not now"), shown);
                assertTrue(shown.endsWith("-- 1 Kbytes in 1 Request.\n"), shown);

                sink.behave();
                assertEquals(0, sendmail("", "-qRb.example"), () -> said(err));
                assertEquals(List.of("<dave@b.example>"), sink.await(1).getFirst().to());
            }
        }
    }

    @Test
    void aQueueWithoutSuchMailIsTriedInVain() throws Exception {
        start();

        try (AdminServer _ = control()) {
            assertEquals(0, sendmail("", "-q"), () -> said(err));
            assertEquals(66, sendmail("", "-qInothing"));
            assertEquals("nothing in the queue is meant by nothing\n", said(err));
        }
    }

    /** A server that was killed leaves its socket behind. */
    @Test
    void aSocketThatNobodyServesIsNoServer() throws Exception {
        start();
        control().close();
        Path socket = ControlSocket.of(dmail.common.config.Server.DSMTP, folder.resolve("work"));
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }

        assertEquals(69, sendmail("", "-q"));
        assertEquals("sendmail: dsmtp is not running\n", said(err));
    }
}
