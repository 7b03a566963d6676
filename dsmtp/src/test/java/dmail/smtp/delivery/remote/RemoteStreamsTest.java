package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.ClientTimeouts;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.FakeExchangers;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outbox;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RemoteStreamsTest {
    private static final SourcePolicy PLAIN = new SourcePolicy.Plain(new Domain("client.example"));

    private static final String BOB = "bob@b.example";

    private final FakeExchangers domains = new FakeExchangers();
    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final ManualTimer timer = new ManualTimer();
    private final Outbox outbox = new Outbox();
    private final List<Sink> sinks = new ArrayList<>();
    private final Queue<String> recovered = new ConcurrentLinkedQueue<>();
    private volatile boolean congested;
    private final RemoteStreams streams = streams(TestConnector.LONG_TIMEOUTS);

    private RemoteStreams streams(ClientTimeouts timeouts) {
        return new RemoteStreams(
                domains,
                new Dialer(
                        () -> PLAIN,
                        Optional::empty,
                        TestConnector.make(timeouts),
                        new IdleConnections(timer, task -> Thread.ofVirtual().start(task)),
                        timer),
                task -> Thread.ofVirtual().start(task),
                clock,
                () -> congested,
                stream -> recovered.add(stream.domain().name()),
                new RemoteLog(log));
    }

    @AfterEach
    void stop() throws IOException {
        assertTrue(streams.stop(Duration.ofSeconds(30)));
        for (Sink sink : sinks) {
            sink.close();
        }
    }

    private Sink sink() throws IOException {
        Sink sink = Sink.start();
        sinks.add(sink);
        return sink;
    }

    @Test
    void recipientsOfOneDomainShareATransaction() throws Exception {
        Sink b = sink();
        Sink c = sink();
        domains.with("b.example", b).with("c.example", c);

        outbox.send(streams, "x\r\n", BOB, "carol@c.example", "eve@b.example");
        outbox.await(1);

        assertEquals(List.of("<bob@b.example>", "<eve@b.example>"), b.mails().getFirst().to());
        assertEquals(List.of("<carol@c.example>"), c.mails().getFirst().to());
        assertEquals(
                List.of(
                        "delivered bob@b.example",
                        "delivered carol@c.example",
                        "delivered eve@b.example"),
                outbox.ends());
        assertEquals("mx.example [127.0.0.1]", outbox.receipts().getFirst().host());
    }

    /** They may leave from other addresses, with other names. */
    @Test
    void recipientsOfOneDomainByOtherBindingsHaveStreamsOfTheirOwn() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        Recipient bob = Recipient.of(EmailAddress.parse(BOB).orElseThrow());
        Recipient eve = Recipient.of(EmailAddress.parse("eve@b.example").orElseThrow());

        outbox.send(
                streams,
                MemoryBody.of("x\r\n".getBytes(StandardCharsets.US_ASCII)),
                List.of(bob, eve.by(new BindingChoice("bulk", "", "/etc/dmail.conf:7"))));
        outbox.await(1);

        assertEquals(List.of("delivered bob@b.example", "delivered eve@b.example"), outbox.ends());
        assertEquals(2, b.mails().size());
        for (Sink.Mail mail : b.mails()) {
            assertEquals(1, mail.to().size());
        }
    }

    @Test
    void moreRecipientsThanAnyHostTakesGoInSeveralTransactions() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);

        outbox.send(
                streams,
                "x\r\n",
                IntStream.range(0, 250)
                        .mapToObj(i -> "u" + i + "@b.example")
                        .toArray(String[]::new));
        outbox.await(1);

        assertEquals(250, outbox.ends().size());
        assertEquals(3, b.mails().size());
        assertEquals(250, b.mails().stream().mapToInt(mail -> mail.to().size()).sum());
    }

    @Test
    void oneConnectionServesManyMessagesAndWaitsAMomentForMore() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        for (int i = 1; i <= 5; i++) {
            outbox.send(streams, "x\r\n", BOB);
            outbox.await(i);
            timer.await(i);
        }
        assertEquals(1, b.connections());
    }

    @Test
    void theHostsAreTriedInTheirOrder() throws Exception {
        Sink closes = sink().on("CONNECT", Sink.DROP);
        Sink busy = sink().on("CONNECT", "421 4.3.2 busy");
        Sink takes = sink();
        Sink never = sink();
        domains.with("b.example", closes, busy, takes, never);

        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);

        assertEquals(List.of("delivered bob@b.example"), outbox.ends());
        assertEquals(1, takes.mails().size());
        assertEquals(0, never.connections());
        log.await("no connection relay=\"mx.example [127.0.0.1]\" port=" + busy.port());
    }

    @Test
    void whatOneHostDoesNotTakeForTheMomentIsOfferedToTheNext() throws Exception {
        Sink first = sink().on("RCPT TO:<eve", "451 4.7.1 later");
        Sink second = sink();
        domains.with("b.example", first, second);

        outbox.send(streams, "x\r\n", BOB, "eve@b.example");
        outbox.await(1);

        assertEquals(List.of("<bob@b.example>"), first.mails().getFirst().to());
        assertEquals(List.of("<eve@b.example>"), second.mails().getFirst().to());
    }

    @Test
    void aClearNoIsTakenForAnAnswer() throws Exception {
        Sink first = sink().on("RCPT TO:<bob", "550 5.1.1 no bob");
        Sink second = sink();
        domains.with("b.example", first, second);

        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);

        assertEquals(
                List.of("failed bob@b.example 5.1.1 mx.example [127.0.0.1]: 550 5.1.1 no bob"),
                outbox.ends());
        assertEquals(0, second.connections());
    }

    @Test
    void whenNoHostTakesItNowTheLastAnswerIsTheReason() throws Exception {
        Sink first = sink().on("RCPT", "451 4.7.1 first says later");
        Sink second = sink().on("RCPT", "451 4.7.1 second says later");
        domains.with("b.example", first, second);

        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);

        assertEquals(
                List.of(
                        "failed bob@b.example 4.7.1 mx.example [127.0.0.1]: 451 4.7.1 second says"
                                + " later"),
                outbox.ends());
    }

    @Test
    void aLostAnswerToTheEndIsNotRepeatedAtTheNextHost() throws Exception {
        Sink first = sink().on("END", Sink.TAKE_AND_DROP);
        Sink second = sink();
        domains.with("b.example", first, second);

        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);

        assertTrue(outbox.ends().getFirst().startsWith("failed bob@b.example 4.4.2"));
        assertEquals(0, second.connections());
    }

    @Test
    void aConnectionThatWasClosedWhileItRestedIsReplaced() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);
        timer.await(1);
        b.once("MAIL", "421 4.4.2 you were too slow");

        outbox.send(streams, "y\r\n", BOB);
        outbox.await(2);

        assertEquals(2, b.connections());
        assertEquals(List.of("x\r\n", "y\r\n"), b.mails().stream().map(Sink.Mail::text).toList());
    }

    @Test
    void aDomainThatIsNotReachedIsLeftAloneForAMinute() throws Exception {
        Sink b = sink().on("CONNECT", "421 no");
        domains.with("b.example", b);
        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);
        b.behave();

        outbox.send(streams, "y\r\n", BOB);
        outbox.await(2);
        assertEquals(List.of(), b.mails());
        String why = " bob@b.example 4.0.0 mx.example [127.0.0.1]: 421 no";
        assertEquals(
                List.of("failed" + why, "untried" + why + ", again at 2026-11-21T12:01:00Z"),
                outbox.ends());

        clock.advance(Duration.ofMinutes(1));
        outbox.send(streams, "z\r\n", BOB);
        outbox.await(3);
        assertEquals("z\r\n", b.mails().getFirst().text());
        assertEquals(List.of("b.example"), List.copyOf(recovered));
    }

    /** One message asks after the trouble; how long nobody does so then. */
    @Test
    void theTimeDoublesEachTimeUpToHalfAnHour() throws Exception {
        Sink b = sink().on("CONNECT", "421 no");
        domains.with("b.example", b);
        int sent = 0;
        for (int minutes : List.of(1, 2, 4, 8, 16, 30, 30)) {
            outbox.send(streams, "asks\r\n", BOB);
            outbox.await(++sent);
            outbox.send(streams, "waits\r\n", BOB);
            outbox.await(++sent);
            clock.advance(Duration.ofMinutes(minutes));
            String again = ", again at " + clock.instant();
            assertTrue(
                    outbox.ends().stream().anyMatch(end -> end.endsWith(again)),
                    outbox.ends()::toString);
        }
        assertEquals(7, b.connections());
        assertEquals(List.of(), List.copyOf(recovered));
    }

    @Test
    void thoseBehindTheOneThatMetTheTroubleWereNotTried() throws Exception {
        Sink b = sink().on("CONNECT", Sink.SILENCE);
        domains.with("b.example", b);
        for (int i = 0; i < 10; i++) {
            outbox.send(streams, "x\r\n", BOB);
        }
        b.awaitConnection();
        b.close();
        outbox.await(10);

        long tried = outbox.ends().stream().filter(end -> end.startsWith("failed")).count();
        assertTrue(tried <= 2, outbox.ends()::toString);
    }

    @Test
    void unlessTroubleIsForgotten() throws Exception {
        Sink b = sink().on("CONNECT", "421 no");
        domains.with("b.example", b);
        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);
        b.behave();

        streams.forgetFailures();
        outbox.send(streams, "y\r\n", BOB);
        outbox.await(2);

        assertEquals(1, b.mails().size());
    }

    @Test
    void onlyWhenAllHostsRefuseForGoodIsTheDomainRefused() throws Exception {
        Sink no = sink().on("CONNECT", "554 5.7.1 no");
        Sink busy = sink().on("CONNECT", "421 4.3.2 busy");
        domains.with("b.example", no).with("c.example", no, busy);

        outbox.send(streams, "x\r\n", BOB, "carol@c.example");
        outbox.await(1);

        assertEquals(
                List.of(
                        "failed bob@b.example 5.7.1 mx.example [127.0.0.1]: 554 5.7.1 no",
                        "failed carol@c.example 4.3.2 mx.example [127.0.0.1]: 421 4.3.2 busy"),
                outbox.ends());
    }

    @Test
    void whatDnsSaysDecides() throws Exception {
        domains.with("none.example", new Exchangers.NoSuchDomain("none.example does not exist"))
                .with("null.example", new Exchangers.AcceptsNoMail())
                .with("loop.example", new Exchangers.OnlyOurselves("its hosts are ourselves"));

        outbox.send(
                streams, "x\r\n", "a@none.example", "b@null.example", "c@loop.example", "d@b.c");
        outbox.await(1);

        assertEquals(
                List.of(
                        "failed a@none.example 5.1.2 none.example does not exist",
                        "failed b@null.example 5.1.10 null.example takes no mail at all",
                        "failed c@loop.example 5.4.6 its hosts are ourselves",
                        "failed d@b.c 4.4.3 no name server answers for b.c"),
                outbox.ends());
    }

    @Test
    void aFaultOfOursIsTemporary() throws Exception {
        RemoteStreams faulty =
                new RemoteStreams(
                        (_, _) -> {
                            throw new IllegalStateException("bug");
                        },
                        new Dialer(
                                () -> PLAIN,
                                Optional::empty,
                                TestConnector.make(),
                                new IdleConnections(timer, Runnable::run),
                                timer),
                        task -> Thread.ofVirtual().start(task),
                        clock,
                        () -> false,
                        _ -> {},
                        new RemoteLog(log));
        outbox.send(faulty, "x\r\n", BOB);
        outbox.await(1);

        assertEquals(List.of("failed bob@b.example 4.4.3 fault in the mail server"), outbox.ends());
        log.await("error: - delivery fault to=b.example");
    }

    @Test
    void oneBlackHoleSlowsNobody() throws Exception {
        Sink hole = sink().on("CONNECT", Sink.SILENCE);
        domains.with("hole.example", hole);
        Sink healthy = sink();
        for (int i = 0; i < 50; i++) {
            domains.with("d" + i + ".example", healthy);
        }
        for (int i = 0; i < 500; i++) {
            outbox.send(streams, "lost\r\n", "x@hole.example");
        }
        for (int i = 0; i < 50; i++) {
            outbox.send(streams, "x\r\n", "x@d" + i + ".example");
        }
        outbox.await(50);

        assertEquals(50, healthy.mails().size());
        assertEquals(2, hole.connections());
        // The hole closes, and all that waited for it is told at once.
        hole.close();
        outbox.await(550);
        assertEquals(
                500, outbox.ends().stream().filter(e -> e.contains("hole.example 4.4")).count());
    }

    @Test
    void aBusyDomainGetsMoreConnections() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        for (int i = 0; i < 500; i++) {
            outbox.send(streams, "x\r\n", BOB);
        }
        outbox.await(500);

        assertEquals(500, b.mails().size());
        assertTrue(b.connections() <= RemoteStream.MOST_CONNECTIONS, "" + b.connections());
    }

    @Test
    void whenMemoryIsShortMailThatDoesNotMoveGoesToTheQueue() throws Exception {
        Sink hole = sink().on("CONNECT", Sink.SILENCE);
        Sink b = sink();
        domains.with("hole.example", hole).with("b.example", b);
        for (int i = 0; i < 5; i++) {
            outbox.send(streams, "stuck\r\n", "x@hole.example");
        }
        clock.advance(Duration.ofSeconds(11));
        congested = true;
        outbox.send(streams, "x\r\n", BOB);
        outbox.await(4);

        assertEquals(1, b.await(1).size());
        List<String> ends = outbox.ends();
        assertTrue(
                ends.contains(
                        "untried x@hole.example 4.4.5 the domain takes mail too slowly to wait for"
                                + " it in memory, again at 2026-11-21T12:01:11Z"),
                ends::toString);
        hole.close();
    }

    @Test
    void suspendedMailIsHandedBackUntilItGoesOn() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        streams.suspend();
        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);
        assertEquals(
                List.of(
                        "untried bob@b.example 4.3.2 outgoing mail is suspended by the"
                                + " administrator, again at "
                                + clock.instant().plus(Duration.ofHours(1))),
                outbox.ends());

        streams.resume();
        outbox.send(streams, "y\r\n", BOB);
        outbox.await(2);
        assertEquals("y\r\n", b.mails().getFirst().text());
    }

    @Test
    void hostsThatFailedAMomentAgoComeLast() throws Exception {
        Sink failedHosts = sink().on("CONNECT", "421 4.3.2 busy");
        Sink steady = sink();
        domains.with("b.example", failedHosts, steady)
                .with("c.example", failedHosts, steady)
                .with("d.example", failedHosts, steady);
        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);
        outbox.send(streams, "x\r\n", "carol@c.example");
        outbox.await(2);
        assertEquals(1, failedHosts.connections());

        failedHosts.behave();
        clock.advance(Duration.ofMinutes(2));
        outbox.send(streams, "x\r\n", "dan@d.example");
        outbox.await(3);
        assertEquals(1, failedHosts.mails().size());
    }

    @Test
    void aHostThatTakesOneMessageAConnectionGetsThemAll() throws Exception {
        Sink b = sink().taking(1);
        domains.with("b.example", b);
        for (int i = 0; i < 10; i++) {
            outbox.send(streams, "x\r\n", BOB);
        }
        outbox.await(10);

        assertEquals(10, b.mails().size());
        assertTrue(
                outbox.ends().stream().allMatch("delivered bob@b.example"::equals),
                outbox.ends()::toString);
    }

    @Test
    void aGoodbyeToOneRecipientCostsNobodyElse() throws Exception {
        Sink b = sink().on("RCPT TO:<eve", "421 4.7.0 not for her now");
        domains.with("b.example", b);

        outbox.send(streams, "x\r\n", "eve@b.example", BOB, "joe@b.example");
        outbox.await(1);

        assertEquals(List.of("<bob@b.example>", "<joe@b.example>"), b.mails().getFirst().to());
        assertEquals(2, b.connections());
    }

    @Test
    void aHostThatSaysGoodbyeToEverybodyIsLeftAloneSoon() throws Exception {
        Sink b = sink().on("RCPT", "421 4.7.0 not now");
        domains.with("b.example", b);

        outbox.send(
                streams,
                "x\r\n",
                IntStream.range(0, 50)
                        .mapToObj(i -> "u" + i + "@b.example")
                        .toArray(String[]::new));
        outbox.await(1);

        assertEquals(50, outbox.ends().size());
        assertEquals(3, b.connections());
    }

    @Test
    void chunksThatFailCostNoRound() throws Exception {
        Sink b = sink().offering("CHUNKING", "PIPELINING").on("BDAT", "500 5.5.1 what?");
        domains.with("b.example", b);

        outbox.send(streams, "x\r\n", BOB);
        outbox.await(1);

        assertEquals(List.of("delivered bob@b.example"), outbox.ends());
        assertEquals(2, b.connections());
    }
}
