package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private final FakeMessageSource messages = new FakeMessageSource();
    private Calls calls;

    @BeforeEach
    void start() throws Exception {
        calls = Calls.start();
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
    }

    @Test
    void bringsAMessageOctetByOctet() {
        messages.with("Subject: x\r\n\r\n.\r\n..\r\n.a\r\n\r\nlast", BOB);
        assertTrue(calls.carry(messages));

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(BOB));
        Sink.Mail mail = calls.sink.mails().getFirst();
        assertEquals("<ann@a.example>", mail.from());
        assertEquals(List.of("<bob@b.example>"), mail.to());
        assertEquals("Subject: x\r\n\r\n.\r\n..\r\n.a\r\n\r\nlast\r\n", mail.text());
    }

    @Test
    void introducesItselfAndSaysGoodbye() {
        messages.with("x\r\n", BOB);
        calls.carry(messages);

        assertEquals(
                List.of(
                        "CONNECT",
                        "EHLO client.example",
                        "MAIL FROM:<ann@a.example>",
                        "RCPT TO:<bob@b.example>",
                        "DATA",
                        "END",
                        "QUIT"),
                calls.sink.heard());
    }

    @Test
    void carriesManyMessagesOverOneConnection() {
        for (int i = 0; i < 50; i++) {
            messages.with("message " + i + "\r\n", BOB);
        }
        assertTrue(calls.carry(messages));

        assertEquals(1, calls.sink.connections());
        List<String> texts = calls.sink.mails().stream().map(Sink.Mail::text).toList();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add("message " + i + "\r\n");
        }
        assertEquals(sent, texts);
    }

    @Test
    void waitsForEachAnswerOfAHostWithoutPipelining() {
        calls.sink.offering().on("RCPT TO:<eve", "550 5.1.1 no eve");
        messages.with("one\r\n", BOB, EVE).with("two\r\n", EVE).with("three\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertEquals(
                List.of("one\r\n", "three\r\n"),
                calls.sink.mails().stream().map(Sink.Mail::text).toList());
        assertEquals(
                List.of("RSET"),
                calls.sink.heard().stream().filter(h -> h.equals("RSET")).toList());
        assertEquals(2, messages.of(EVE).size());
    }

    @Test
    void speaksHeloWithAHostThatKnowsNoEhlo() {
        calls.sink.on("EHLO", "502 5.5.1 what?");
        messages.with("x\r\n", BOB);
        calls.carry(messages);

        assertEquals("HELO client.example", calls.sink.heard().get(2));
        assertEquals(1, calls.sink.mails().size());
    }

    @Test
    void refusedRecipientsDoNotStopTheOthers() {
        calls.sink.on("RCPT TO:<eve", "550-5.1.1 no such user\r\n550 5.1.1 here");
        messages.with("x\r\n", EVE, BOB);
        assertTrue(calls.carry(messages));

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(BOB));
        assertEquals(
                List.of(Calls.mx("never 5.1.1 MX: 550 5.1.1 no such user here")), messages.of(EVE));
    }

    @Test
    void whenAllAreRefusedTheNextMessageStillGoes() {
        calls.sink.on("RCPT TO:<eve", "450 4.2.0 greylisted");
        messages.with("x\r\n", EVE).with("y\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertEquals(
                List.of(Calls.mx("not here 4.2.0 MX: 450 4.2.0 greylisted")), messages.of(EVE));
        assertEquals(List.of("y\r\n"), calls.sink.mails().stream().map(Sink.Mail::text).toList());
    }

    @Test
    void aHostThatAsksForTextAlthoughItRefusedAllGetsNone() {
        calls.sink.on("RCPT TO:<eve", "550 no").on("DATA", "354 go on");
        messages.with("secret\r\n", EVE).with("y\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertEquals(
                List.of("", "y\r\n"), calls.sink.mails().stream().map(Sink.Mail::text).toList());
        assertEquals(List.of(Calls.mx("never 5.0.0 MX: 550 no")), messages.of(EVE));
    }

    @Test
    void aRefusedSenderConcernsAllRecipients() {
        calls.sink.on("MAIL", "550 5.7.1 not from you");
        messages.with("x\r\n", EVE, BOB);
        assertTrue(calls.carry(messages));

        assertEquals(List.of(Calls.mx("never 5.7.1 MX: 550 5.7.1 not from you")), messages.of(BOB));
        assertEquals(messages.of(BOB), messages.of(EVE));
        assertEquals(List.of(), calls.sink.mails());
    }

    @Test
    void aRefusedEndConcernsThoseWhoWereAccepted() {
        calls.sink.on("RCPT TO:<eve", "550 5.1.1 no eve").once("END", "451 4.3.0 full");
        messages.with("x\r\n", EVE, BOB).with("y\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertEquals(List.of(Calls.mx("never 5.1.1 MX: 550 5.1.1 no eve")), messages.of(EVE));
        assertEquals(
                List.of(
                        Calls.mx("not here 4.3.0 MX: 451 4.3.0 full"),
                        "taken 250 2.0.0 taken as 1"),
                messages.of(BOB));
    }

    @Test
    void recipientsAboveTheHostsLimitComeInAnotherTransaction() {
        calls.sink.once("RCPT TO:<eve", "452 4.5.3 too many");
        messages.with("x\r\n", BOB, EVE);
        calls.carry(messages);

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(BOB));
        assertEquals(List.of("undecided"), messages.of(EVE));
    }

    @Test
    void aHostThatIsSilentOrGoneCannotBeTalkedTo() throws Exception {
        calls.sink.on("CONNECT", Sink.SILENCE);
        assertEquals(
                Calls.mx("4.4.2 connection with MX lost during greeting: it took too long"),
                calls.failure(TestConnector.SHORT_TIMEOUTS));
        calls.sink.close();
        assertEquals(
                Calls.mx(
                        "4.4.1 can't connect to MX port "
                                + calls.sink.port()
                                + ": Connection refused"),
                calls.failure(TestConnector.LONG_TIMEOUTS));
    }

    @Test
    void aHostMayRefuseToTalk() {
        calls.sink.on("CONNECT", "554 5.7.1 blocked");
        assertEquals(
                Calls.mx("5.7.1 MX: 554 5.7.1 blocked"),
                calls.failure(TestConnector.LONG_TIMEOUTS));
        calls.sink.behave().on("CONNECT", "421 busy");
        assertEquals(Calls.mx("4.0.0 MX: 421 busy"), calls.failure(TestConnector.LONG_TIMEOUTS));
        calls.sink.behave().on("EHLO", "550 no").on("HELO", "550 not you");
        assertEquals(Calls.mx("5.0.0 MX: 550 not you"), calls.failure(TestConnector.LONG_TIMEOUTS));
    }

    @Test
    void whateverIsNoSmtpIsNoMailServer() {
        calls.sink.on("CONNECT", "HTTP/1.1 400 Bad\u0007Request");
        assertEquals(
                Calls.mx(
                        "4.4.2 connection with MX lost during greeting: it said \"HTTP/1.1 400"
                                + " Bad?Request\""),
                calls.failure(TestConnector.LONG_TIMEOUTS));
        calls.sink.behave().on("CONNECT", "220-" + "x".repeat(100_000));
        assertTrue(calls.failure(TestConnector.LONG_TIMEOUTS).endsWith("xxx...\""));
        calls.sink.behave().on("CONNECT", "220-y\r\n".repeat(10_000) + "220 y");
        assertTrue(calls.failure(TestConnector.LONG_TIMEOUTS).startsWith("4.4.2"));
        calls.sink.behave().on("CONNECT", "220-x\r\n250 y");
        assertTrue(calls.failure(TestConnector.LONG_TIMEOUTS).startsWith("4.4.2"));
    }

    @Test
    void aLineDroppedBeforeTheEndIsNotFinal() {
        for (String step : List.of("MAIL", "RCPT", "DATA")) {
            FakeMessageSource own = new FakeMessageSource().with("x\r\n", BOB);
            calls.sink.behave().on(step, Sink.DROP);
            assertFalse(calls.carry(own));
            assertEquals(1, own.of(BOB).size(), step);
            assertTrue(own.of(BOB).getFirst().startsWith("not here 4.4.2"), own.of(BOB)::toString);
        }
        assertEquals(List.of(), calls.sink.mails());
    }

    @Test
    void aLineDroppedAfterTheEndMayMeanThatItWasTaken() {
        calls.sink.on("END", Sink.TAKE_AND_DROP);
        messages.with("x\r\n", BOB).with("y\r\n", EVE);
        assertFalse(calls.carry(messages));

        assertEquals(
                List.of(
                        Calls.mx(
                                "not now 4.4.2 connection with MX lost during the end of the message,"
                                        + " which it may have taken: it closed the connection")),
                messages.of(BOB));
        assertEquals(List.of("undecided"), messages.of(EVE));
    }

    @Test
    void silenceAfterTheEndIsGivenUpAfterAWhile() {
        calls.sink.on("END", Sink.SILENCE);
        messages.with("x\r\n", BOB);
        assertFalse(calls.carry(messages, TestConnector.SHORT_TIMEOUTS));

        assertTrue(messages.of(BOB).getFirst().endsWith("it took too long"));
    }

    @Test
    void aGoodbyeBetweenMessagesLeavesTheNextOneUndecided() {
        calls.sink.once("MAIL", "250 2.1.0 ok").once("MAIL", "421 4.7.0 enough for now");
        messages.with("x\r\n", BOB).with("y\r\n", EVE).with("z\r\n", EVE);
        assertFalse(calls.carry(messages));

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(BOB));
        assertEquals("undecided", messages.of(EVE).getFirst());
    }

    @Test
    void aGoodbyeInAnswerToTheEndIsARefusal() {
        calls.sink.on("END", "421 4.3.2 shutting down");
        messages.with("x\r\n", BOB);
        assertFalse(calls.carry(messages));

        assertEquals(
                List.of(Calls.mx("not here 4.3.2 MX: 421 4.3.2 shutting down")), messages.of(BOB));
    }

    @Test
    void aLongReplyIsCutAndNotLost() {
        calls.sink
                .on("RCPT TO:<eve", "550 5.7.1 see " + "x".repeat(20_000))
                .on("CONNECT", "220-mx.example welcomes\r\n".repeat(300) + "220 you");
        messages.with("x\r\n", EVE, BOB);
        assertTrue(calls.carry(messages));

        assertTrue(
                messages.of(EVE).getFirst().startsWith("never 5.7.1"), messages.of(EVE)::toString);
        assertTrue(messages.of(EVE).getFirst().contains("550 5.7.1 see xxx"));
        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(BOB));
    }

    /**
     * At 4,094 to 4,098 octets the line's end falls before, into and behind the end of the room.
     */
    @Test
    void aReplyMayFillTheRoomToTheLastOctet() {
        for (int length = 4085; length < 4100; length++) {
            FakeMessageSource own = new FakeMessageSource().with("x\r\n", EVE, BOB);
            calls.sink.behave().on("RCPT TO:<eve", "550 5.7.1 " + "x".repeat(length - 10));
            assertTrue(calls.carry(own));
            assertTrue(own.of(EVE).getFirst().startsWith("never 5.7.1"));
            assertTrue(own.of(BOB).getFirst().startsWith("taken"));
        }
    }

    @Test
    void whatIsNeitherYesNorNoIsAFaultOfTheHosts() {
        for (String step : List.of("MAIL", "RCPT", "END")) {
            FakeMessageSource own = new FakeMessageSource().with("x\r\n", BOB);
            calls.sink.behave().on(step, "350 more please");
            assertFalse(calls.carry(own));
            String verdict = own.of(BOB).getFirst();
            assertTrue(verdict.startsWith("not ") && verdict.contains(" 4.4.2 "), verdict);
            assertTrue(verdict.endsWith("it said \"350 more please\""), verdict);
        }
        calls.sink.behave().on("RCPT", "150 hm");
        assertFalse(calls.carry(messages.with("x\r\n", BOB)));
        assertTrue(messages.of(BOB).getFirst().endsWith("it said \"150 hm\""));
    }

    @Test
    void theWordsOfARefusedEhloAreKept() {
        calls.sink.on("EHLO", "554 5.7.1 your name is on our list").on("HELO", Sink.DROP);
        assertEquals(
                Calls.mx("5.7.1 MX: 554 5.7.1 your name is on our list"),
                calls.failure(TestConnector.LONG_TIMEOUTS));
        calls.sink.behave().on("EHLO", "554 5.7.1 go away").on("HELO", "503 5.5.1 EHLO first");
        assertEquals(
                Calls.mx("5.7.1 MX: 554 5.7.1 go away"),
                calls.failure(TestConnector.LONG_TIMEOUTS));
        calls.sink.behave().on("EHLO", "502 5.5.1 what?").on("HELO", Sink.DROP);
        assertEquals(
                Calls.mx("4.4.2 connection with MX lost during EHLO: it closed the connection"),
                calls.failure(TestConnector.LONG_TIMEOUTS));
    }

    @Test
    void enoughMessagesOnOneConnectionIsNoRefusal() {
        calls.sink.once("MAIL", "250 2.1.0 ok").once("MAIL", "452 4.5.3 too many in this session");
        messages.with("x\r\n", BOB).with("y\r\n", EVE).with("z\r\n", EVE);
        assertFalse(calls.carry(messages));

        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(BOB));
        assertEquals("undecided", messages.of(EVE).getFirst());
    }

    @Test
    void noRoomForTheFirstMessageIsOne() {
        calls.sink.on("MAIL", "452 4.3.1 disk full");
        messages.with("x\r\n", BOB).with("y\r\n", BOB);
        assertTrue(calls.carry(messages));

        String refusal = Calls.mx("not here 4.3.1 MX: 452 4.3.1 disk full");
        assertEquals(List.of(refusal, refusal), messages.of(BOB));
    }

    @Test
    void aGoodbyeToOneRecipientDoesNotCostTheOthers() {
        calls.sink.on("RCPT TO:<eve", "421 4.7.0 not for her now");
        messages.with("x\r\n", BOB, EVE, "joe@b.example");
        assertFalse(calls.carry(messages));

        assertEquals(List.of("undecided"), messages.of(BOB));
        assertEquals(
                List.of(Calls.mx("not here 4.7.0 MX: 421 4.7.0 not for her now")),
                messages.of(EVE));
        assertEquals(List.of("undecided"), messages.of("joe@b.example"));
    }
}
