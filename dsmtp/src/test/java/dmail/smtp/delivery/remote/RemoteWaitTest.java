package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.FakeExchangers;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outbox;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.source.SourcePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others make us wait for, and who mustn't. */
@Timeout(60)
final class RemoteWaitTest {
    private static final SourcePolicy PLAIN = new SourcePolicy.Plain(new Domain("client.example"));

    /** More domains than there may be connections. */
    private static final int MANY = 600;

    private final FakeExchangers domains = new FakeExchangers();
    private final Outbox outbox = new Outbox();

    private RemoteStreams streams(MailExchangers exchangers) {
        return new RemoteStreams(
                exchangers,
                new Dialer(
                        () -> PLAIN,
                        Optional::empty,
                        TestConnector.make(),
                        new IdleConnections(new ManualTimer(), Runnable::run),
                        new ManualTimer()),
                task -> Thread.ofVirtual().start(task),
                FakeClock.atNoon(),
                () -> false,
                _ -> {},
                new RemoteLog(new MemoryLog()));
    }

    @Test
    void nameServersThatDoNotAnswerHoldNoConnection() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        RemoteStreams streams =
                streams((domain, hop) ->
                        domain.name().startsWith("dead")
                                ? late(answered)
                                : domains.of(domain, hop));
        try (Sink b = Sink.start()) {
            domains.with("b.example", b);
            for (int i = 0; i < MANY; i++) {
                outbox.send(streams, "x\r\n", "x@dead" + i + ".example");
            }
            outbox.send(streams, "x\r\n", "bob@b.example");
            outbox.await(1);

            assertEquals(List.of("delivered bob@b.example"), outbox.ends());
            answered.countDown();
            outbox.await(MANY + 1);
            assertTrue(streams.stop(Duration.ofSeconds(30)));
        }
    }

    private static Exchangers late(CountDownLatch answered) {
        try {
            answered.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Exchangers.TryLater("no answer");
    }

    @Test
    void theEndWaitsForNoHostThatHasNotGreeted() throws Exception {
        RemoteStreams streams = streams(domains);
        try (Sink hole = Sink.start().on("CONNECT", Sink.SILENCE)) {
            domains.with("b.example", hole);
            outbox.send(streams, "x\r\n", "bob@b.example");
            hole.awaitConnection();

            assertTrue(streams.stop(Duration.ofSeconds(20)), "a connection attempt is waited for");
        }
        assertEquals(List.of(), outbox.ends(), "left to the next start");
    }

    @Test
    void theEndWaitsForNoNameServer() {
        CountDownLatch answered = new CountDownLatch(1);
        RemoteStreams streams = streams((_, _) -> late(answered));
        outbox.send(streams, "x\r\n", "bob@b.example");

        assertTrue(streams.stop(Duration.ofSeconds(20)), "a look-up is waited for");
        answered.countDown();
        assertEquals(List.of(), outbox.ends(), "left to the next start");
    }
}
