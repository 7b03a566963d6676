package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host offers and can't do is done without. */
@Timeout(60)
final class FallbackTest {
    private static final String BOB = "bob@b.example";

    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final BrokenExtensions broken = new BrokenExtensions(clock, log);
    private final Connector connector = TestConnector.make(TestConnector.LONG_TIMEOUTS, broken);
    private Calls calls;

    @BeforeEach
    void start() throws Exception {
        calls = Calls.start();
        calls.sink.encrypting();
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
    }

    private FakeMessageSource carry(Connector by) {
        FakeMessageSource messages = new FakeMessageSource().with("x\r\n", BOB);
        assertTrue(calls.carry(messages, by));
        return messages;
    }

    private void assertArrivesInTheClear(Connector by) {
        assertEquals(List.of("taken 250 2.0.0 taken as 1"), carry(by).of(BOB));
        assertEquals(2, calls.sink.connections());
        assertFalse(calls.sink.mails().getFirst().tls());
    }

    @Test
    void aHostThatClosesAtStarttlsGetsMailInTheClear() {
        calls.sink.on("STARTTLS", Sink.DROP);
        assertArrivesInTheClear(connector);
        assertTrue(
                log.lines().getFirst().contains("extension not usable extension=encryption"),
                log.lines()::toString);
        assertTrue(
                log.lines().getFirst().contains("it closed the connection"), log.lines()::toString);
    }

    @Test
    void aHostThatSaysGoodbyeAtStarttlsGetsMailInTheClear() {
        calls.sink.on("STARTTLS", "421 4.7.0 no TLS here");
        assertArrivesInTheClear(connector);
    }

    @Test
    void aHostThatDoesNotAnswerStarttlsGetsMailInTheClear() {
        calls.sink.on("STARTTLS", Sink.SILENCE);
        assertArrivesInTheClear(TestConnector.make(soonTired(), broken));
    }

    @Test
    void aHostThatIsSilentInTheHandshakeGetsMailInTheClear() {
        calls.sink.on("HANDSHAKE", Sink.SILENCE);
        assertArrivesInTheClear(TestConnector.make(soonTired(), broken));
    }

    private static ClientTimeouts soonTired() {
        ClientTimeouts timeouts = TestConnector.LONG_TIMEOUTS;
        return new ClientTimeouts(
                timeouts.connect(),
                timeouts.greeting(),
                timeouts.helo(),
                timeouts.mail(),
                timeouts.rcpt(),
                TestConnector.SHORT_TIMEOUTS.encryption(),
                timeouts.data(),
                timeouts.end());
    }

    @Test
    void textInTheClearBehindTheAnswerIsNotTakenForTheHosts() {
        calls.sink.on("STARTTLS", "220 go on\r\n454 4.7.0 the library is missing");
        assertArrivesInTheClear(connector);
    }

    @Test
    void aHostWithoutAHandshakeGetsMailInTheClear() {
        calls.sink.on("HANDSHAKE", "454 4.7.0 the library is missing");
        assertArrivesInTheClear(connector);
    }

    /** In TLS 1.3 the alert comes when the handshake is over for us (RFC 8446 section 4.4.2.4). */
    @Test
    void aHostThatWantsToKnowUsGetsMailInTheClear() {
        calls.sink.knowingClients();
        assertArrivesInTheClear(connector);
    }

    @Test
    void aHostThatClosesUnderEncryptionGetsMailInTheClear() {
        calls.sink.on("TLS EHLO", Sink.DROP);
        assertArrivesInTheClear(connector);
    }

    @Test
    void aHostThatRefusesUsUnderEncryptionGetsMailInTheClear() {
        calls.sink.on("TLS EHLO", "550 5.7.1 not over this").on("TLS HELO", "550 5.7.1 nor that");
        assertArrivesInTheClear(connector);
    }

    @Test
    void aHostThatIsBusyUnderEncryptionIsTriedLater() {
        calls.sink.on("TLS EHLO", "451 4.3.2 busy").on("TLS HELO", "451 4.3.2 busy");
        ConnectResult.Failed failed =
                assertInstanceOf(
                        ConnectResult.Failed.class,
                        connector.connect(calls.sink.peer(), TestConnector.FROM_HERE));
        assertEquals("4.3.2", failed.why().status().toString());
        assertTrue(broken.works(calls.sink.peer(), EhloExtension.ENCRYPTION));
    }

    @Test
    void whatTheHostSaysToTheSecondConnectionIsNotFinal() {
        calls.sink
                .on("STARTTLS", Sink.DROP)
                .once("CONNECT", "220 mx.example ready")
                .on("CONNECT", "554 5.7.1 not you again");
        ConnectResult.Failed failed =
                assertInstanceOf(
                        ConnectResult.Failed.class,
                        connector.connect(calls.sink.peer(), TestConnector.FROM_HERE));
        assertEquals("4.7.1", failed.why().status().toString());
        assertEquals("554 5.7.1 not you again", failed.why().reply());
    }

    @Test
    void aHostThatInsistsOnEncryptionThatFailsIsTriedLater() {
        calls.sink.on("STARTTLS", Sink.DROP).on("MAIL", "530 5.7.0 STARTTLS first");
        assertEquals(
                List.of(Calls.mx("not here 4.7.0 MX: 530 5.7.0 STARTTLS first")),
                carry(connector).of(BOB));
    }

    @Test
    void encryptionThatFailsIsNotTriedForAnHour() {
        calls.sink.on("STARTTLS", Sink.DROP);
        assertArrivesInTheClear(connector);

        clock.advance(Duration.ofMinutes(59));
        carry(connector);
        assertEquals(3, calls.sink.connections());
        assertEquals(1, log.lines().size());

        calls.sink.behave();
        clock.advance(Duration.ofMinutes(1));
        carry(connector);
        assertTrue(calls.sink.mails().getLast().tls());
    }

    @Test
    void whereEncryptionIsDemandedMailWaitsForIt() {
        EncryptionPolicy demanded = new EncryptionPolicy.Demanded("a test");
        calls.sink.on("STARTTLS", Sink.DROP);
        assertEquals(
                Calls.mx(
                        "mail waits for encryption with MX: it closed the connection; demanded by a"
                                + " test"),
                why(demanded));
        calls.sink.behave().on("STARTTLS", "454 4.7.0 not now");
        assertEquals(
                Calls.mx("mail waits for encryption with MX: it offers none; demanded by a test"),
                why(demanded));
        calls.sink.behave();
        assertInstanceOf(
                ConnectResult.Ready.class,
                connector.connect(calls.sink.peer(), TestConnector.FROM_HERE, demanded));
    }

    private String why(EncryptionPolicy policy) {
        ConnectResult.Failed failed =
                assertInstanceOf(
                        ConnectResult.Failed.class,
                        connector.connect(calls.sink.peer(), TestConnector.FROM_HERE, policy));
        assertTrue(failed.why().isTemporary());
        return failed.why().toString();
    }

    @Test
    void chunksThatAreNotUnderstoodGoAsData() {
        for (String answer :
                List.of(
                        "500 5.5.1 command unrecognized",
                        "501 5.5.4 hm",
                        "502 5.5.1 no",
                        "503 bad sequence",
                        "504 no",
                        "554 5.5.1 unknown",
                        "354 go on",
                        "BDAT?",
                        Sink.DROP)) {
            for (boolean pipelining : List.of(true, false)) {
                assertGoAsData(answer, pipelining);
            }
        }
    }

    private void assertGoAsData(String answer, boolean pipelining) {
        BrokenExtensions fresh = new BrokenExtensions(clock, log);
        Connector own = TestConnector.make(TestConnector.LONG_TIMEOUTS, fresh);
        calls.sink
                .behave()
                .offering(
                        pipelining
                                ? new String[] {"CHUNKING", "PIPELINING"}
                                : new String[] {"CHUNKING"})
                .on("BDAT", answer);
        FakeMessageSource messages = new FakeMessageSource().with("x\r\n", BOB);
        assertFalse(calls.carry(messages, own), answer);
        assertEquals(List.of("undecided"), messages.of(BOB), answer);

        messages.with("x\r\n", BOB);
        assertTrue(calls.carry(messages, own), answer);
        assertTrue(messages.of(BOB).getLast().startsWith("taken"), answer);
        assertFalse(fresh.works(calls.sink.peer(), EhloExtension.CHUNKING));
    }

    @Test
    void aMessageRefusedInAChunkIsRefused() {
        calls.sink.offering("CHUNKING", "PIPELINING").on("END", "554 5.7.1 spam");
        FakeMessageSource messages = new FakeMessageSource().with("x\r\n", BOB);
        assertTrue(calls.carry(messages, connector));
        assertEquals(List.of(Calls.mx("never 5.7.1 MX: 554 5.7.1 spam")), messages.of(BOB));
        assertTrue(broken.works(calls.sink.peer(), EhloExtension.CHUNKING));
    }

    @Test
    void soManyHostsAreRemembered() {
        for (int port = 1; port <= BrokenExtensions.MOST + 1; port++) {
            broken.add(peer(port), EhloExtension.CHUNKING, "a test");
        }
        assertTrue(broken.works(peer(1), EhloExtension.CHUNKING));
        assertFalse(broken.works(peer(2), EhloExtension.CHUNKING));
        assertFalse(broken.works(peer(BrokenExtensions.MOST + 1), EhloExtension.CHUNKING));
        assertTrue(broken.works(peer(2), EhloExtension.ENCRYPTION));
    }

    private static Peer peer(int port) {
        return new Peer("mx.example", InetAddress.getLoopbackAddress(), port);
    }
}
