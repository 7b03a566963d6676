package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.protocol.Notify;
import dmail.smtp.protocol.Ret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host offers decides how a message goes. */
@Timeout(60)
final class EhloExtensionsTest {
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
    void chunksNeedNoDots() {
        calls.sink.offering("PIPELINING", "CHUNKING", "8BITMIME");
        messages.with(".\r\n.a", BOB).with("l".repeat(100_000), BOB, EVE);
        assertTrue(calls.carry(messages));

        assertEquals(".\r\n.a", calls.sink.mails().getFirst().text());
        assertEquals("l".repeat(100_000), calls.sink.mails().getLast().text());
        assertTrue(calls.sink.heard().contains("BDAT 5 LAST"), calls.sink.heard()::toString);
        assertFalse(calls.sink.heard().contains("DATA"));
    }

    @Test
    void aRefusedChunkIsForgottenBeforeTheNextMessage() {
        calls.sink.offering("PIPELINING", "CHUNKING").on("RCPT TO:<eve", "550 5.1.1 no eve");
        messages.with("x\r\n", EVE).with("l".repeat(100_000), EVE).with("y\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertEquals(List.of("y\r\n"), calls.sink.mails().stream().map(Sink.Mail::text).toList());
        assertEquals(2, calls.sink.heard().stream().filter("RSET"::equals).count());
    }

    @Test
    void aMessageLargerThanTheHostTakesIsNotOffered() {
        calls.sink.offering("SIZE 10");
        messages.with("x".repeat(11), EVE).with("x".repeat(10), BOB);
        assertTrue(calls.carry(messages));

        assertEquals(
                List.of(
                        Calls.mx(
                                "never 5.3.4 the message has 11 octets, and MX takes no more than 10")),
                messages.of(EVE));
        assertTrue(calls.sink.heard().contains("MAIL FROM:<ann@a.example> SIZE=10"));
        assertEquals(1, calls.sink.mails().size());
    }

    /** RFC 1870 section 3: no number, or 0, is no bound; what is no number is taken for none. */
    @ParameterizedTest
    @CsvSource({
        "SIZE, true, 9223372036854775807",
        "SIZE 0, true, 9223372036854775807",
        "SIZE 10, true, 10",
        "size  10 , true, 10",
        "SIZE 999999999999999999, true, 999999999999999999",
        "SIZE 1000000000000000000, true, 9223372036854775807",
        "SIZE -1, true, 9223372036854775807",
        "SIZE 1k, true, 9223372036854775807",
        "SIZE=10, false, 9223372036854775807",
        "SIZES 10, false, 9223372036854775807",
        "HELP, false, 9223372036854775807"
    })
    void aSizeIsReadAsTheHostMeansIt(String line, boolean wanted, long largest) {
        EhloExtensions extensions =
                EhloExtensions.of(new PeerReply(250, List.of("mx.example", line)));

        assertEquals(wanted, extensions.size());
        assertEquals(largest, extensions.largest());
    }

    @Test
    void theNameInTheFirstLineIsNoOffer() {
        assertEquals(EhloExtensions.NONE, EhloExtensions.of(new PeerReply(250, List.of("DSN"))));
    }

    @Test
    void encryptsWhereThatIsOfferedWhoeverTheHostIs() throws Exception {
        calls.sink.encrypting();
        messages.with("x\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertTrue(calls.sink.mails().getFirst().tls());
        assertEquals(
                List.of("CONNECT", "EHLO client.example", "STARTTLS", "EHLO client.example"),
                calls.sink.heard().subList(0, 4));
    }

    @Test
    void goesOnInTheClearWhenEncryptionIsRefused() {
        calls.sink.offering("STARTTLS").once("STARTTLS", "454 4.7.0 not now");
        messages.with("x\r\n", BOB);
        assertTrue(calls.carry(messages));
        assertEquals(1, calls.sink.connections());
        assertFalse(calls.sink.mails().getLast().tls());
    }

    @Test
    void eightBitsBecomeSevenForAHostThatTakesNoMore() {
        calls.sink.offering("PIPELINING");
        messages.with("Subject: x\r\n\r\n.some words and \u00e4\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertTrue(
                calls.sink.mails().getFirst().text().endsWith("\r\n\r\n.some words and =E4\r\n"),
                calls.sink.mails()::toString);
    }

    @Test
    void whatCannotBecomeSevenBitsGoesAsItIs() {
        calls.sink.offering("PIPELINING", "CHUNKING");
        messages.with("Subject: \u00e4\r\n\r\nx\r\n", EVE);
        assertTrue(calls.carry(messages));

        assertEquals("Subject: \u00e4\r\n\r\nx\r\n", calls.sink.mails().getFirst().text());
        assertEquals(List.of("taken 250 2.0.0 taken as 1"), messages.of(EVE));
        assertTrue(calls.sink.heard().contains("MAIL FROM:<ann@a.example>"));
    }

    @Test
    void eightBitsAreAnnouncedWhereTheyAreTaken() {
        messages.with("\r\n\u00e4\r\n", BOB).with("\r\na\r\n", BOB);
        assertTrue(calls.carry(messages));

        assertEquals("\r\n\u00e4\r\n", calls.sink.mails().getFirst().text());
        assertTrue(calls.sink.heard().contains("MAIL FROM:<ann@a.example> BODY=8BITMIME"));
        assertTrue(calls.sink.heard().contains("MAIL FROM:<ann@a.example>"));
    }

    @Test
    void internationalMailGoesOnlyWhereItIsUnderstood() {
        String joe = "j\u00f6@b.example";
        messages.with(international("Subject: x\r\n\r\n", joe, BOB));
        messages.with(international("Subject: \u00e4\r\n\r\n", EVE));
        assertTrue(calls.carry(messages));

        String refusal =
                Calls.mx(
                        "never 5.6.7 the message has internationalized addresses or headers, and MX"
                                + " doesn't take those");
        assertEquals(List.of(refusal), messages.of(joe));
        assertEquals(List.of(refusal), messages.of(EVE));
        assertEquals(List.of("<bob@b.example>"), calls.sink.mails().getFirst().to());

        calls.sink.offering("8BITMIME", "SMTPUTF8");
        messages.with(international("Subject: x\r\n\r\n", joe));
        assertTrue(calls.carry(messages));
        assertTrue(
                calls.sink.heard().contains("MAIL FROM:<ann@a.example> SMTPUTF8"),
                calls.sink.heard()::toString);
        assertEquals(List.of("<j\u00c3\u00b6@b.example>"), calls.sink.mails().getLast().to());
    }

    private static FakeMessageSource.Plain international(String text, String... to) {
        FakeMessageSource.Plain plain = FakeMessageSource.message(text, to);
        Envelope given = plain.envelope();
        return FakeMessageSource.of(
                new Envelope(
                        given.id(),
                        given.accepted(),
                        given.sender(),
                        given.recipients(),
                        false,
                        true,
                        DsnRequest.NONE),
                plain.body());
    }

    @Test
    void wishesForReportsArePassedOnToHostsThatKnowThem() {
        Recipient bob =
                new Recipient(
                        FakeMessageSource.address(BOB),
                        Target.GIVEN,
                        new Notify(true, true, false, true),
                        "rfc822;bob@b.example");
        Recipient eve = Recipient.of(FakeMessageSource.address("eve@old.example"));
        FakeMessageSource.Plain plain = FakeMessageSource.message("x\r\n", BOB);
        Envelope given = plain.envelope();
        Envelope envelope =
                new Envelope(
                        given.id(),
                        given.accepted(),
                        given.sender(),
                        List.of(bob, eve),
                        false,
                        false,
                        new DsnRequest(Ret.HDRS, "QQ314159"));
        List<ForwardRecipient> to =
                List.of(
                        new ForwardRecipient(bob.address(), bob),
                        new ForwardRecipient(FakeMessageSource.address(EVE), eve));
        calls.sink.offering("PIPELINING", "DSN");
        messages.with(new FakeMessageSource.Plain(envelope, plain.body(), to));
        assertTrue(calls.carry(messages));

        assertEquals(
                List.of(
                        "MAIL FROM:<ann@a.example> RET=HDRS ENVID=QQ314159",
                        "RCPT TO:<bob@b.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@b.example",
                        "RCPT TO:<eve@b.example> ORCPT=rfc822;eve@old.example"),
                calls.sink.heard().subList(2, 5));
        assertEquals(List.of("taken 250 2.0.0 taken as 1, reports itself"), messages.of(BOB));
    }

    @Test
    void aMessageOfOursThatCannotBeReadIsNotHalfSent() throws Exception {
        Path file = Files.createTempFile("body", "");
        try {
            Files.write(file, new byte[10_000]);
            messages.with(FakeMessageSource.message(new FileBody(file, 0, 20_000), BOB));
            assertTrue(calls.carry(messages));
            assertTrue(
                    messages.of(BOB)
                            .getFirst()
                            .startsWith("not now 4.3.0 the message can't be read"));
            assertEquals(List.of(), calls.sink.mails());
        } finally {
            Files.delete(file);
        }
    }
}
