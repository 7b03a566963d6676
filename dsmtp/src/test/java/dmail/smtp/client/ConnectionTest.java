package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.protocol.Notify;
import dmail.smtp.protocol.Ret;
import dmail.smtp.queue.Envelope;
import dmail.smtp.queue.FileBody;
import dmail.smtp.queue.Recipient;
import dmail.smtp.queue.ReportWish;
import dmail.smtp.queue.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConnectionTest {
    private static final String BOB = "bob@b.example";
    private static final String EVE = "eve@b.example";

    private final Letters letters = new Letters();
    private Sink sink;

    @BeforeEach
    void start() throws Exception {
        sink = Sink.start();
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
    }

    /** {@return whether the connection can go on} */
    private boolean carry(Patience patience) {
        Dialed dialed = TestDialer.make(patience).dial(sink.peer());
        try (Connection connection =
                assertInstanceOf(Dialed.Ready.class, dialed, dialed::toString).connection()) {
            connection.carry(letters);
            return connection.isUsable();
        }
    }

    private boolean carry() {
        return carry(TestDialer.PATIENT);
    }

    private String failure(Patience patience) {
        Dialed.Failed failed =
                assertInstanceOf(Dialed.Failed.class, TestDialer.make(patience).dial(sink.peer()));
        return failed.why().status() + " " + failed.why();
    }

    /** The host's name in texts. */
    private static String mx(String text) {
        return text.replace("MX", "mx.example [127.0.0.1]");
    }

    @Test
    void bringsAMessageOctetByOctet() {
        letters.with("Subject: x\r\n\r\n.\r\n..\r\n.a\r\n\r\nlast", BOB);
        assertTrue(carry());

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), letters.of(BOB));
        Sink.Mail mail = sink.mails().getFirst();
        assertEquals("<ann@a.example>", mail.from());
        assertEquals(List.of("<bob@b.example>"), mail.to());
        assertEquals("Subject: x\r\n\r\n.\r\n..\r\n.a\r\n\r\nlast\r\n", mail.text());
    }

    @Test
    void introducesItselfAndSaysGoodbye() {
        letters.with("x\r\n", BOB);
        carry();

        assertEquals(
                List.of(
                        "CONNECT",
                        "EHLO client.example",
                        "MAIL FROM:<ann@a.example>",
                        "RCPT TO:<bob@b.example>",
                        "DATA",
                        "END",
                        "QUIT"),
                sink.heard());
    }

    @Test
    void carriesManyMessagesOverOneConnection() {
        for (int i = 0; i < 50; i++) {
            letters.with("message " + i + "\r\n", BOB);
        }
        assertTrue(carry());

        assertEquals(1, sink.connections());
        List<String> texts = sink.mails().stream().map(Sink.Mail::text).toList();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add("message " + i + "\r\n");
        }
        assertEquals(sent, texts);
    }

    @Test
    void waitsForEachAnswerOfAHostWithoutPipelining() {
        sink.offering().on("RCPT TO:<eve", "550 5.1.1 no eve");
        letters.with("one\r\n", BOB, EVE).with("two\r\n", EVE).with("three\r\n", BOB);
        assertTrue(carry());

        assertEquals(
                List.of("one\r\n", "three\r\n"),
                sink.mails().stream().map(Sink.Mail::text).toList());
        assertEquals(List.of("RSET"), sink.heard().stream().filter(h -> h.equals("RSET")).toList());
        assertEquals(2, letters.of(EVE).size());
    }

    @Test
    void speaksHeloWithAHostThatKnowsNoEhlo() {
        sink.on("EHLO", "502 5.5.1 what?");
        letters.with("x\r\n", BOB);
        carry();

        assertEquals("HELO client.example", sink.heard().get(2));
        assertEquals(1, sink.mails().size());
    }

    @Test
    void refusedRecipientsDoNotStopTheOthers() {
        sink.on("RCPT TO:<eve", "550-5.1.1 no such user\r\n550 5.1.1 here");
        letters.with("x\r\n", EVE, BOB);
        assertTrue(carry());

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), letters.of(BOB));
        assertEquals(List.of(mx("never 5.1.1 MX: 550 5.1.1 no such user here")), letters.of(EVE));
    }

    @Test
    void whenAllAreRefusedTheNextMessageStillGoes() {
        sink.on("RCPT TO:<eve", "450 4.2.0 greylisted");
        letters.with("x\r\n", EVE).with("y\r\n", BOB);
        assertTrue(carry());

        assertEquals(List.of(mx("not here 4.2.0 MX: 450 4.2.0 greylisted")), letters.of(EVE));
        assertEquals(List.of("y\r\n"), sink.mails().stream().map(Sink.Mail::text).toList());
    }

    @Test
    void aHostThatAsksForTextAlthoughItRefusedAllGetsNone() {
        sink.on("RCPT TO:<eve", "550 no").on("DATA", "354 go on");
        letters.with("secret\r\n", EVE).with("y\r\n", BOB);
        assertTrue(carry());

        assertEquals(List.of("", "y\r\n"), sink.mails().stream().map(Sink.Mail::text).toList());
        assertEquals(List.of(mx("never 5.0.0 MX: 550 no")), letters.of(EVE));
    }

    @Test
    void aRefusedSenderConcernsAllRecipients() {
        sink.on("MAIL", "550 5.7.1 not from you");
        letters.with("x\r\n", EVE, BOB);
        assertTrue(carry());

        assertEquals(List.of(mx("never 5.7.1 MX: 550 5.7.1 not from you")), letters.of(BOB));
        assertEquals(letters.of(BOB), letters.of(EVE));
        assertEquals(List.of(), sink.mails());
    }

    @Test
    void aRefusedEndConcernsThoseWhoWereAccepted() {
        sink.on("RCPT TO:<eve", "550 5.1.1 no eve").once("END", "451 4.3.0 full");
        letters.with("x\r\n", EVE, BOB).with("y\r\n", BOB);
        assertTrue(carry());

        assertEquals(List.of(mx("never 5.1.1 MX: 550 5.1.1 no eve")), letters.of(EVE));
        assertEquals(
                List.of(mx("not here 4.3.0 MX: 451 4.3.0 full"), "taken 250 2.0.0 taken as 1"),
                letters.of(BOB));
    }

    @Test
    void recipientsAboveTheHostsLimitComeInAnotherTransaction() {
        sink.once("RCPT TO:<eve", "452 4.5.3 too many");
        letters.with("x\r\n", BOB, EVE);
        carry();

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), letters.of(BOB));
        assertEquals(List.of("undecided"), letters.of(EVE));
    }

    @Test
    void aHostThatIsSilentOrGoneCannotBeTalkedTo() throws Exception {
        sink.on("CONNECT", Sink.SILENCE);
        assertEquals(
                mx("4.4.2 connection with MX lost during greeting: it took too long"),
                failure(TestDialer.IMPATIENT));
        sink.close();
        assertEquals(
                mx("4.4.1 can't connect to MX port " + sink.port() + ": Connection refused"),
                failure(TestDialer.PATIENT));
    }

    @Test
    void aHostMayRefuseToTalk() {
        sink.on("CONNECT", "554 5.7.1 blocked");
        assertEquals(mx("5.7.1 MX: 554 5.7.1 blocked"), failure(TestDialer.PATIENT));
        sink.behave().on("CONNECT", "421 busy");
        assertEquals(mx("4.0.0 MX: 421 busy"), failure(TestDialer.PATIENT));
        sink.behave().on("EHLO", "550 no").on("HELO", "550 not you");
        assertEquals(mx("5.0.0 MX: 550 not you"), failure(TestDialer.PATIENT));
    }

    @Test
    void whateverIsNoSmtpIsNoMailServer() {
        sink.on("CONNECT", "HTTP/1.1 400 Bad\u0007Request");
        assertEquals(
                mx(
                        "4.4.2 connection with MX lost during greeting: it said \"HTTP/1.1 400"
                                + " Bad?Request\""),
                failure(TestDialer.PATIENT));
        sink.behave().on("CONNECT", "220-" + "x".repeat(100_000));
        assertTrue(failure(TestDialer.PATIENT).endsWith("xxx...\""));
        sink.behave().on("CONNECT", "220-y\r\n".repeat(1000) + "220 y");
        assertTrue(failure(TestDialer.PATIENT).startsWith("4.4.2"));
        sink.behave().on("CONNECT", "220-x\r\n250 y");
        assertTrue(failure(TestDialer.PATIENT).startsWith("4.4.2"));
    }

    @Test
    void aLineDroppedBeforeTheEndIsNotFinal() {
        for (String step : List.of("MAIL", "RCPT", "DATA")) {
            Letters own = new Letters().with("x\r\n", BOB);
            sink.behave().on(step, Sink.DROP);
            assertFalse(carryFrom(own));
            assertEquals(1, own.of(BOB).size(), step);
            assertTrue(own.of(BOB).getFirst().startsWith("not here 4.4.2"), own.of(BOB)::toString);
        }
        assertEquals(List.of(), sink.mails());
    }

    private boolean carryFrom(Letters own) {
        Dialed dialed = TestDialer.make().dial(sink.peer());
        try (Connection connection = assertInstanceOf(Dialed.Ready.class, dialed).connection()) {
            connection.carry(own);
            return connection.isUsable();
        }
    }

    @Test
    void aLineDroppedAfterTheEndMayMeanThatItWasTaken() {
        sink.on("END", Sink.TAKE_AND_DROP);
        letters.with("x\r\n", BOB).with("y\r\n", EVE);
        assertFalse(carry());

        assertEquals(
                List.of(
                        mx(
                                "not now 4.4.2 connection with MX lost during the end of the message,"
                                        + " which it may have taken: it closed the connection")),
                letters.of(BOB));
        assertEquals(List.of("undecided"), letters.of(EVE));
    }

    @Test
    void silenceAfterTheEndIsGivenUpAfterAWhile() {
        sink.on("END", Sink.SILENCE);
        letters.with("x\r\n", BOB);
        assertFalse(carry(TestDialer.IMPATIENT));

        assertTrue(letters.of(BOB).getFirst().endsWith("it took too long"));
    }

    @Test
    void aGoodbyeBetweenMessagesLeavesTheNextOneUndecided() {
        sink.once("MAIL", "250 2.1.0 ok").once("MAIL", "421 4.7.0 enough for now");
        letters.with("x\r\n", BOB).with("y\r\n", EVE).with("z\r\n", EVE);
        assertFalse(carry());

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), letters.of(BOB));
        assertEquals("undecided", letters.of(EVE).getFirst());
    }

    @Test
    void aGoodbyeInAnswerToTheEndIsARefusal() {
        sink.on("END", "421 4.3.2 shutting down");
        letters.with("x\r\n", BOB);
        assertFalse(carry());

        assertEquals(List.of(mx("not here 4.3.2 MX: 421 4.3.2 shutting down")), letters.of(BOB));
    }

    @Test
    void chunksNeedNoDots() {
        sink.offering("PIPELINING", "CHUNKING", "8BITMIME");
        letters.with(".\r\n.a", BOB).with("l".repeat(100_000), BOB, EVE);
        assertTrue(carry());

        assertEquals(".\r\n.a", sink.mails().getFirst().text());
        assertEquals("l".repeat(100_000), sink.mails().getLast().text());
        assertTrue(sink.heard().contains("BDAT 5 LAST"), sink.heard()::toString);
        assertFalse(sink.heard().contains("DATA"));
    }

    @Test
    void aRefusedChunkIsForgottenBeforeTheNextMessage() {
        sink.offering("PIPELINING", "CHUNKING").on("RCPT TO:<eve", "550 5.1.1 no eve");
        letters.with("x\r\n", EVE).with("l".repeat(100_000), EVE).with("y\r\n", BOB);
        assertTrue(carry());

        assertEquals(List.of("y\r\n"), sink.mails().stream().map(Sink.Mail::text).toList());
        assertEquals(2, sink.heard().stream().filter("RSET"::equals).count());
    }

    @Test
    void aMessageLargerThanTheHostTakesIsNotOffered() {
        sink.offering("SIZE 10");
        letters.with("x".repeat(11), EVE).with("x".repeat(10), BOB);
        assertTrue(carry());

        assertEquals(
                List.of(mx("never 5.3.4 the message has 11 octets, and MX takes no more than 10")),
                letters.of(EVE));
        assertTrue(sink.heard().contains("MAIL FROM:<ann@a.example> SIZE=10"));
        assertEquals(1, sink.mails().size());
    }

    @Test
    void encryptsWhereThatIsOfferedWhoeverTheHostIs() throws Exception {
        sink.encrypting();
        letters.with("x\r\n", BOB);
        assertTrue(carry());

        assertTrue(sink.mails().getFirst().tls());
        assertEquals(
                List.of("CONNECT", "EHLO client.example", "STARTTLS", "EHLO client.example"),
                sink.heard().subList(0, 4));
    }

    @Test
    void goesOnInTheClearWhenEncryptionIsRefusedOrBroken() throws Exception {
        sink.offering("STARTTLS").once("STARTTLS", "454 4.7.0 not now");
        letters.with("x\r\n", BOB);
        assertTrue(carry());
        assertEquals(1, sink.connections());

        sink.behave().on("STARTTLS", "220 go on\r\nthis is no handshake");
        assertTrue(failure(TestDialer.PATIENT).contains("more than an answer to STARTTLS"));

        sink.behave();
        letters.with("y\r\n", BOB);
        assertTrue(carry());
        assertEquals(
                List.of("x\r\n", "y\r\n"), sink.mails().stream().map(Sink.Mail::text).toList());
        assertFalse(sink.mails().getLast().tls());
    }

    @Test
    void eightBitsBecomeSevenForAHostThatTakesNoMore() {
        sink.offering("PIPELINING");
        letters.with("Subject: x\r\n\r\n.some words and \u00e4\r\n", BOB)
                .with("Subject: \u00e4\r\n\r\n", EVE);
        assertTrue(carry());

        assertTrue(
                sink.mails().getFirst().text().endsWith("\r\n\r\n.some words and =E4\r\n"),
                sink.mails()::toString);
        assertEquals(
                List.of(
                        mx(
                                "never 5.6.3 the message has other characters than ASCII where they"
                                        + " can't be encoded, and MX takes only ASCII")),
                letters.of(EVE));
    }

    @Test
    void eightBitsAreAnnouncedWhereTheyAreTaken() {
        letters.with("\r\n\u00e4\r\n", BOB).with("\r\na\r\n", BOB);
        assertTrue(carry());

        assertEquals("\r\n\u00e4\r\n", sink.mails().getFirst().text());
        assertTrue(sink.heard().contains("MAIL FROM:<ann@a.example> BODY=8BITMIME"));
        assertTrue(sink.heard().contains("MAIL FROM:<ann@a.example>"));
    }

    @Test
    void internationalMailGoesOnlyWhereItIsUnderstood() {
        String joe = "j\u00f6@b.example";
        letters.with(international("Subject: x\r\n\r\n", joe, BOB));
        letters.with(international("Subject: \u00e4\r\n\r\n", EVE));
        assertTrue(carry());

        String refusal =
                mx(
                        "never 5.6.7 the message has internationalized addresses or headers, and MX"
                                + " doesn't take those");
        assertEquals(List.of(refusal), letters.of(joe));
        assertEquals(List.of(refusal), letters.of(EVE));
        assertEquals(List.of("<bob@b.example>"), sink.mails().getFirst().to());

        sink.offering("8BITMIME", "SMTPUTF8");
        letters.with(international("Subject: x\r\n\r\n", joe));
        assertTrue(carry());
        assertTrue(
                sink.heard().contains("MAIL FROM:<ann@a.example> SMTPUTF8"),
                sink.heard()::toString);
        assertEquals(List.of("<j\u00c3\u00b6@b.example>"), sink.mails().getLast().to());
    }

    private static Letters.Plain international(String text, String... to) {
        Letters.Plain plain = Letters.letter(text, to);
        Envelope given = plain.envelope();
        return Letters.of(
                new Envelope(
                        given.id(),
                        given.accepted(),
                        given.sender(),
                        given.recipients(),
                        false,
                        true,
                        ReportWish.NONE),
                plain.body());
    }

    @Test
    void wishesForReportsArePassedOnToHostsThatKnowThem() {
        Recipient bob =
                new Recipient(
                        Letters.address(BOB),
                        Target.GIVEN,
                        new Notify(true, true, false, true),
                        "rfc822;bob@b.example");
        Recipient eve = Recipient.of(Letters.address("eve@old.example"));
        Letters.Plain plain = Letters.letter("x\r\n", BOB);
        Envelope given = plain.envelope();
        Envelope envelope =
                new Envelope(
                        given.id(),
                        given.accepted(),
                        given.sender(),
                        List.of(bob, eve),
                        false,
                        false,
                        new ReportWish(Ret.HDRS, "QQ314159"));
        List<Addressee> to =
                List.of(
                        new Addressee(bob.address(), bob),
                        new Addressee(Letters.address(EVE), eve));
        sink.offering("PIPELINING", "DSN");
        letters.with(new Letters.Plain(envelope, plain.body(), to));
        assertTrue(carry());

        assertEquals(
                List.of(
                        "MAIL FROM:<ann@a.example> RET=HDRS ENVID=QQ314159",
                        "RCPT TO:<bob@b.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@b.example",
                        "RCPT TO:<eve@b.example> ORCPT=rfc822;eve@old.example"),
                sink.heard().subList(2, 5));
        assertEquals(List.of("taken 250 2.0.0 taken as 1, reports itself"), letters.of(BOB));
    }

    @Test
    void aMessageOfOursThatCannotBeReadIsNotHalfSent() throws Exception {
        Path file = Files.createTempFile("body", "");
        try {
            Files.write(file, new byte[10_000]);
            letters.with(Letters.letter(new FileBody(file, 0, 20_000), BOB));
            assertTrue(carry());
            assertTrue(
                    letters.of(BOB)
                            .getFirst()
                            .startsWith("not now 4.3.0 the message can't be read"));
            assertEquals(List.of(), sink.mails());
        } finally {
            Files.delete(file);
        }
    }
}
