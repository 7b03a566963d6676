package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.mbox.DropLimit;
import dmail.common.net.SessionLimits;
import dmail.common.testing.ClientGivenUp;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.ShortOfMemory;
import dmail.common.tls.Upgrade;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.Limits;
import dmail.smtp.policy.SubmitServers;
import dmail.smtp.protocol.Reply;
import dmail.smtp.protocol.Ret;
import dmail.smtp.session.SmtpCounters.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a session besides its replies. */
class SmtpSessionTest {
    private static final String BEGIN =
            """
            EHLO client.example
            MAIL FROM:<ann@elsewhere.example> BODY=8BITMIME
            RCPT TO:<alice@test.example>
            RCPT TO:<bob@test.example>
            DATA
            """
                    .replace("\n", "\r\n");

    private final SessionFixture fixture = new SessionFixture();

    private String talk(String wire) {
        return talk(new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String talk(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fixture.serve(in, out);
        assertEquals(0, fixture.queue.leaked(), "bodies left open");
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aFloodOfClientsThatAreTurnedAwayMakesALineAMinute() {
        MemoryLog log = new MemoryLog();
        SmtpLog smtpLog = new SmtpLog(log, new SmtpCounters());
        for (int i = 0; i < 1000; i++) {
            smtpLog.turnedAway(InetAddress.ofLiteral("192.0.2.1"));
        }
        assertEquals(1, log.lines().size(), log.lines().toString());
    }

    /** What is said to STARTTLS can be taken back; what follows the go-ahead can't. */
    @Test
    void encryptionIsPutOffWhileMemoryIsShort() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String wire = "EHLO client.example\r\nSTARTTLS\r\nNOOP\r\nQUIT\r\n";
        fixture.serve(
                new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1)),
                out,
                new ShortOfMemory());
        List<String> replies = out.toString(StandardCharsets.ISO_8859_1).lines().toList();

        assertTrue(replies.get(replies.size() - 3).startsWith("454 4.7.0 "), replies.toString());
        assertTrue(replies.get(replies.size() - 2).startsWith("250 "), replies.toString());
        assertTrue(replies.getLast().startsWith("221 "), replies.toString());
    }

    private static String lastReply(String replies) {
        List<String> lines = replies.lines().toList();
        return lines.getLast();
    }

    private boolean logged(String part) {
        return fixture.log.lines().stream().anyMatch(line -> line.contains(part));
    }

    @Test
    void handsOverEnvelopeAndMessage() {
        talk(BEGIN + "Subject: x\r\n\r\n..\r\n\u00e4\u0000\u00ff\r\n.\r\nQUIT\r\n");

        FakeQueue.Accepted mail = fixture.queue.accepted().getFirst();
        assertEquals("Subject: x\r\n\r\n.\r\n\u00e4\u0000\u00ff\r\n", mail.sent());
        assertEquals(
                new Envelope(
                        mail.envelope().id(),
                        Instant.parse("2026-11-21T12:00:00Z"),
                        ReversePath.parse("ann@elsewhere.example").orElseThrow(),
                        List.of(
                                Recipient.of(
                                        EmailAddress.parse("alice@test.example").orElseThrow()),
                                Recipient.of(EmailAddress.parse("bob@test.example").orElseThrow())),
                        true,
                        false,
                        DsnRequest.NONE,
                        Reception.over(
                                "smtp",
                                InetAddress.ofLiteral("192.0.2.1"),
                                InetAddress.ofLiteral("192.0.2.7"))),
                mail.envelope());
        assertEquals(1, fixture.counters.of(Event.MESSAGE_ACCEPTED));
    }

    /** The messages of one session share what is known of it; STARTTLS voids a login. */
    @Test
    void theEnvelopeSaysWhoSentIt() {
        SessionFixture _ = fixture.withLogins();
        String mail = BEGIN.substring(BEGIN.indexOf("MAIL")) + "\r\n.\r\n";
        talk(
                "EHLO client.example\r\nAUTH PLAIN AGFsaWNlAHNlY3JldA==\r\n"
                        + mail
                        + mail
                        + "QUIT\r\n");

        Reception first = fixture.queue.accepted().getFirst().envelope().reception();
        assertEquals("alice", first.login());
        assertEquals("smtp", first.listener());
        assertSame(first, fixture.queue.accepted().get(1).envelope().reception());
    }

    @Test
    void bi35_aProgramsMailComesInAtTheServerOfItsSender() {
        InetAddress two = InetAddress.ofLiteral("192.0.2.30");
        SubmitServers servers =
                new SubmitServers(
                        Map.of(new Domain("two.example"), new SubmitServers.Place("mx", two)),
                        Optional.empty());
        SessionFixture _ = fixture.client("127.0.0.1").programSubmittingTo(servers);
        talk(
                """
                EHLO localhost
                MAIL FROM:<fred@two.example>
                RCPT TO:<alice@test.example>
                DATA
                Subject: x

                .
                MAIL FROM:<bob@one.example>
                RCPT TO:<alice@test.example>
                DATA
                Subject: x

                .
                QUIT
                """
                        .replace("\n", "\r\n"));

        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        assertEquals(
                List.of(Reception.over("mx", two, here), Reception.ofProgram(here)),
                fixture.queue.accepted().stream()
                        .map(each -> each.envelope().reception())
                        .toList());
    }

    /** The kernel says who is a program; a client of the network is none, wherever it is. */
    @Test
    void bi35_aClientOfTheNetworkReachesWhatItReaches() {
        Reception reception =
                Reception.over(
                        "smtp",
                        InetAddress.ofLiteral("192.0.2.1"),
                        InetAddress.ofLiteral("127.0.0.1"));
        SessionFixture _ = fixture.client("127.0.0.1");
        talk(BEGIN + "\r\n.\r\nQUIT\r\n");

        assertEquals(reception, fixture.queue.accepted().getFirst().envelope().reception());
    }

    @Test
    void handsOverWhatTheSenderWantsToHear() {
        talk(
                """
                EHLO client.example
                MAIL FROM:<ann@elsewhere.example> RET=HDRS ENVID=Q1
                RCPT TO:<alice@test.example> NOTIFY=SUCCESS ORCPT=rfc822;al@old.example
                RCPT TO:<bob@test.example>
                DATA
                .
                """
                        .replace("\n", "\r\n"));

        Envelope envelope = fixture.queue.accepted().getFirst().envelope();
        assertEquals(new DsnRequest(Ret.HDRS, "Q1"), envelope.reports());
        assertEquals(
                List.of(
                        "<alice@test.example> NOTIFY=SUCCESS ORCPT=rfc822;al@old.example",
                        "<bob@test.example>"),
                envelope.recipients().stream().map(Recipient::toString).toList());
    }

    /** RFC 5321 section 4.4: who, from where, by whom, how, id, date with the zone. */
    @Test
    void putsOneReceivedHeaderOnTop() {
        talk(BEGIN + "Received: by elsewhere\r\n\r\n.\r\n");

        String header = fixture.queue.accepted().getFirst().text().replace("\r\n\t", " ");
        assertEquals(
                "Received: from client.example ([192.0.2.7]) by mail.test.example (DSMTP 4.0.0)"
                        + " with ESMTP id 00000000000001; Sat, 21 Nov 2026 13:00:00 +0100\r\n"
                        + "Received: by elsewhere\r\n\r\n",
                header);
    }

    @Test
    void aClientThatVanishesDeliversNothing() {
        for (String data : List.of("", "x", "x\r\n", "x\r\n.", "x\r\n.\r")) {
            talk(BEGIN + data);
            assertTrue(logged("lost"), data);
        }
        assertEquals(List.of(), fixture.queue.accepted());
    }

    @Test
    void aClientThatVanishesBetweenChunksDeliversNothing() {
        talk(BEGIN.replace("DATA", "BDAT 4") + "abcd");
        talk(BEGIN.replace("DATA", "BDAT 4 LAST") + "abc");
        assertEquals(List.of(), fixture.queue.accepted());
    }

    @Test
    void aClientThatStopsIsToldSo() {
        String replies =
                talk(
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new SocketTimeoutException("Read timed out");
                            }

                            @Override
                            public int read(byte[] target, int offset, int length)
                                    throws IOException {
                                return read();
                            }
                        });
        assertTrue(lastReply(replies).startsWith("421 4.4.2 "), replies);
        assertTrue(logged("timed out"));
    }

    @Test
    void aFullDiskPutsTheMessageOff() {
        fixture.queue.failWrites(new NoSpaceException("full", new IOException()));
        String replies = talk(BEGIN + "x\r\n.\r\n");
        assertTrue(lastReply(replies).startsWith("452 4.3.1 "), replies);
        assertEquals(1, fixture.counters.of(Event.MESSAGE_REFUSED));
    }

    @Test
    void aMessageThatCannotBeMadeSafeIsPutOffAndTheAdministratorToldWhy() {
        fixture.queue.failAccept(new IOException("Read-only file system"));
        String replies = talk(BEGIN + "x\r\n.\r\n");
        assertTrue(lastReply(replies).startsWith("451 4.3.0 "), replies);
        assertTrue(logged("error: s1 refused message"));
        assertTrue(logged("Read-only file system"));
    }

    @Test
    void whatIsNotAcceptedHasNoCopyInTheArchive(@TempDir Path folder) throws IOException {
        fixture.archive(folder.resolve("archive"));
        talk(BEGIN + "x\r\n.\r\n");
        assertEquals(1, copies(folder));

        fixture.queue.failAccept(new IOException("Read-only file system"));
        talk(BEGIN + "x\r\n.\r\n");
        assertEquals(1, copies(folder));
    }

    @Test
    void whatHasNoCopyInTheArchiveIsNotAccepted(@TempDir Path folder) throws IOException {
        fixture.archive(Files.createFile(folder.resolve("archive")));
        String replies = talk(BEGIN + "x\r\n.\r\n");

        assertTrue(lastReply(replies).startsWith("451 4.3.0 "), replies);
        assertEquals(List.of(), fixture.queue.accepted());
        assertTrue(logged("archive failed folder="));
    }

    private static long copies(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void afterTheGateIsClosedNothingIsAccepted() throws InterruptedException {
        fixture.gate.close(Duration.ZERO);
        String replies = talk(BEGIN + "x\r\n.\r\nNOOP\r\n");
        assertTrue(lastReply(replies).startsWith("421 4.3.2 "), replies);
        assertEquals(List.of(), fixture.queue.accepted());
    }

    @Test
    void atShutdownAnIdleClientIsToldGoodbye() throws InterruptedException {
        fixture.gate.close(Duration.ZERO);
        assertTrue(lastReply(talk("EHLO x\r\n")).startsWith("421 4.3.2 "));
    }

    @Test
    void whoGivesWayToOthersIsToldThatTheServerIsBusy() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClientGivenUp client = new ClientGivenUp();
        fixture.serve(client, out, Upgrade.NONE, client.memory());

        String last = lastReply(out.toString(StandardCharsets.ISO_8859_1));
        assertEquals("421 4.3.2 Too busy; closing, try again later", last);
        assertTrue(logged("gave way to others"));
    }

    @Test
    void smN9_afterTooManyBadCommandsTheSessionIsClosed() {
        String atTheLimit = talk("FROB\r\n".repeat(19) + "QUIT\r\n");
        assertTrue(lastReply(atTheLimit).startsWith("221 "), atTheLimit);

        String beyond = talk("FROB\r\n".repeat(21) + "QUIT\r\n");
        assertTrue(lastReply(beyond).startsWith("421 4.7.0 "), beyond);
    }

    @Test
    void goodMailForgivesErrors() {
        String errors = "FROB\r\n".repeat(15);
        String replies = talk(errors + BEGIN + "x\r\n.\r\n" + errors + "QUIT\r\n");
        assertTrue(lastReply(replies).startsWith("221 "), replies);
    }

    /** RFC 5321 section 6.3. */
    @Test
    void aHundredReceivedHeadersArePassedOnAndOneMoreIsALoop() {
        fixture.limits(new Limits(100_000, 100, 20, 100, Duration.ofMinutes(5)));
        String header = "Received: by elsewhere\r\n";

        String passed = talk(BEGIN + header.repeat(100) + "\r\n.\r\n");
        assertTrue(lastReply(passed).startsWith("250 2.0.0 Accepted"), passed);
        String refused = talk(BEGIN + header.repeat(101) + "\r\n.\r\n");
        assertTrue(lastReply(refused).startsWith("554 5.4.6 "), refused);
    }

    @Test
    void aFullDropFileTakesNoMoreMail(@TempDir Path folder) throws IOException {
        fixture.drops(folder, DropLimit.ofKilobytes(1));
        String dialogue = "HELO c\r\nMAIL FROM:<>\r\nRCPT TO:<bob@test.example>\r\nQUIT\r\n";

        Files.write(folder.resolve("bob"), new byte[1023]);
        assertFalse(talk(dialogue).contains("452"));
        Files.write(folder.resolve("bob"), new byte[1024]);
        assertTrue(talk(dialogue).contains("452 4.2.2 "));
    }

    @Test
    void logsWhoWasRefusedAndWhy() {
        talk("HELO c\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@test.example>\r\nQUIT\r\n");
        assertTrue(
                fixture.log
                        .lines()
                        .contains(
                                "info: s1 refused recipient to=<nobody@test.example> from=<>"
                                        + " client=192.0.2.7 reply=\"550 5.1.1 No such user here\""
                                        + " why=\"no such user\""),
                () -> String.join("\n", fixture.log.lines()));
        assertEquals(1, fixture.counters.of(Event.RECIPIENT_REFUSED));
    }

    @Test
    void whomItTurnsAwayHearsWhetherTheServerIsFull() {
        Reply full = SmtpSession.refusal(new SessionLimits.Entry.Full());
        Reply tooMany = SmtpSession.refusal(new SessionLimits.Entry.Refused());
        assertTrue(full.wire().matches("421 4\\.3\\.2 [^\r\n]*\r\n"), full::wire);
        assertTrue(tooMany.wire().matches("421 4\\.7\\.0 [^\r\n]*\r\n"), tooMany::wire);
    }

    /** Noise is answered with refusals, never with success, and ends by itself. */
    @Test
    void randomOctetsAreNeverAnsweredWithSuccess() {
        Random random = new Random(101);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(5000)];
            random.nextBytes(noise);
            for (int n = 0; n + 1 < noise.length; n += 1 + random.nextInt(200)) {
                noise[n] = '\r';
                noise[n + 1] = '\n';
            }
            String replies = talk(new ByteArrayInputStream(noise));
            assertFalse(replies.substring(5).contains("250"), replies);
        }
    }

    @Test
    void aNearlyFullDiskIsSaidBeforeTheMessage() {
        fixture.withoutSpace();

        String replies =
                talk("HELO client.example\r\nMAIL FROM:<>\r\nRCPT TO:<bob@test.example>\r\n");

        assertEquals(
                List.of("452 4.3.1 No space left; try again later", "503 5.5.1 Send MAIL first"),
                replies.lines().skip(2).toList());
    }
}
