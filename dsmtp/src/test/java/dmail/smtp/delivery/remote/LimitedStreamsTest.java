package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.FakeExchangers;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outbox;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.SenderGroups;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other hosts see of limits. */
@Timeout(60)
final class LimitedStreamsTest {
    private static final SourcePolicy PLAIN = new SourcePolicy.Plain(new Domain("client.example"));

    private final FakeExchangers domains = new FakeExchangers();
    private final FakeClock clock = FakeClock.atNoon();
    private final ManualTimer idleTimer = new ManualTimer();
    private final ManualTimer timer = new ManualTimer();
    private final Outbox outbox = new Outbox();
    private final List<Sink> sinks = new ArrayList<>();
    private final Queue<String> recovered = new ConcurrentLinkedQueue<>();
    private volatile Optional<Outgoing> outgoing = Optional.empty();
    private final RemoteStreams streams =
            new RemoteStreams(
                    domains,
                    new Dialer(
                            () -> PLAIN,
                            () -> outgoing,
                            TestConnector.make(),
                            new IdleConnections(idleTimer, task -> Thread.ofVirtual().start(task)),
                            timer),
                    task -> Thread.ofVirtual().start(task),
                    clock,
                    () -> false,
                    stream -> recovered.add(stream.domain().name()),
                    new RemoteLog(new MemoryLog()));

    @AfterEach
    void stop() throws IOException {
        for (Sink sink : sinks) {
            sink.close();
        }
        assertTrue(streams.stop(Duration.ofSeconds(30)));
    }

    private void configure(String... lines) {
        Configuration configuration = SendingLines.read(String.join("\n", lines));
        Outgoing next =
                Outgoing.of(
                        configuration,
                        ScopeTable.of(configuration),
                        SenderGroups.of(Optional.empty()),
                        outgoing,
                        TestStates.none(clock));
        outgoing = Optional.of(next);
        next.takeEffect();
    }

    private Sink sink() throws IOException {
        Sink sink = Sink.start();
        sinks.add(sink);
        return sink;
    }

    private static Peer named(String name, Sink sink) {
        return new Peer(name, sink.peer().address(), sink.port());
    }

    private void send(String binding, String to) {
        outbox.send(
                streams,
                MemoryBody.of("x\r\n".getBytes(StandardCharsets.US_ASCII)),
                List.of(
                        Recipient.of(EmailAddress.parse(to).orElseThrow())
                                .by(new BindingChoice(binding, "", "/etc/dmail.conf:7"))));
    }

    private void send(int messages, String to) {
        for (int i = 0; i < messages; i++) {
            send("default", to);
        }
    }

    @Test
    void momN9_theRestIsSentAfterTheWindowAndThatIsNoAttempt() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_throttle_messages 2/5");

        send(5, "x@b.example");
        timer.await(1);
        outbox.await(2);
        assertEquals(2, b.mails().size());
        assertEquals(Duration.ofSeconds(5), timer.waits().getFirst());
        clock.advance(Duration.ofSeconds(5));
        timer.ring();
        timer.await(2);
        outbox.await(4);
        assertEquals(4, b.mails().size());
        clock.advance(Duration.ofSeconds(5));
        timer.ring();
        outbox.await(5);

        assertEquals(Collections.nCopies(5, "delivered x@b.example"), outbox.ends());
    }

    @Test
    void momN9_whatWaitsLongGoesToTheQueueAsFarApartAsTheRate() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_throttle_messages 1/60");
        String why =
                " 4.4.5 outbound_throttle_messages 1/60 (f:1) is reached, again at 2026-11-21T";

        send(1, "x@b.example");
        outbox.await(1);
        send(1, "y@b.example");
        outbox.await(2);
        send(1, "z@b.example");
        outbox.await(3);

        assertEquals(
                List.of(
                        "delivered x@b.example",
                        "untried y@b.example" + why + "12:01:00Z",
                        "untried z@b.example" + why + "12:02:00Z"),
                outbox.ends());
    }

    @Test
    void momN9_tryallMovesNothingFurtherAway() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_throttle_messages 1/60");
        send(3, "x@b.example");
        outbox.await(3);

        streams.forgetFailures();
        send(1, "again@b.example");
        outbox.await(4);

        String first =
                outbox.ends().stream().filter(end -> end.contains("again")).toList().getFirst();
        assertTrue(first.endsWith("again at 2026-11-21T12:01:00Z"), first);
    }

    @Test
    void momN10_anEqualExchangerThatIsFreeIsUsedInTheSameAttempt() throws Exception {
        Sink one = sink();
        Sink two = sink();
        domains.with("b.example", named("mx1.example", one), named("mx2.example", two));
        configure("to_host mx1.example outbound_throttle_messages 1/60");

        send(1, "x@b.example");
        outbox.await(1);
        send(1, "y@b.example");
        outbox.await(2);

        assertEquals(List.of("delivered x@b.example", "delivered y@b.example"), outbox.ends());
        assertEquals(1, one.mails().size());
        assertEquals(1, two.mails().size());
    }

    /** The one of the lower preference has no limit, and none of the mail before. */
    @Test
    void momN10_whenTheBestAreOverTheNextPreferenceIsUsedInTheSameAttempt() throws Exception {
        Sink one = sink();
        Sink two = sink();
        Sink backup = sink();
        domains.with(
                "b.example",
                new Exchangers.Hosts(
                        List.of(
                                preferred(10, named("mx1.example", one)),
                                preferred(10, named("mx2.example", two)),
                                preferred(20, named("backup.example", backup)))));
        configure("to_host mx?.example outbound_throttle_messages 1/60");

        send(1, "x@b.example");
        outbox.await(1);
        send(1, "y@b.example");
        outbox.await(2);

        assertEquals(List.of("delivered x@b.example", "delivered y@b.example"), outbox.ends());
        assertEquals(1, one.mails().size() + two.mails().size());
        assertEquals(1, backup.mails().size());
    }

    private static Exchangers.Host preferred(int preference, Peer peer) {
        return new Exchangers.Host(peer.name(), peer.port(), List.of(peer.address()), preference);
    }

    @Test
    void momN10_whenAllAreOverItWaitsForTheShortestRecovery() throws Exception {
        Sink one = sink();
        Sink two = sink();
        domains.with("b.example", named("mx1.example", one), named("mx2.example", two));
        configure(
                "to_host mx1.example outbound_throttle_messages 1/60",
                "to_host mx2.example outbound_throttle_messages 1/4");
        send(1, "x@b.example");
        outbox.await(1);
        send(1, "y@b.example");
        outbox.await(2);

        send(1, "z@b.example");
        timer.await(1);
        assertEquals(List.of(Duration.ofSeconds(4)), timer.waits());
        clock.advance(Duration.ofSeconds(4));
        timer.ring();
        outbox.await(3);

        assertEquals("delivered z@b.example", outbox.ends().get(2));
        assertEquals(2, two.mails().size());
    }

    @Test
    void momN9_connectionsAreThrottled() throws Exception {
        Sink b = sink();
        domains.with("b.example", b).with("c.example", named("mx.c.example", b));
        configure("outbound_throttle_connections 1/5");

        send(1, "x@b.example");
        outbox.await(1);
        send(1, "y@c.example");
        timer.await(1);
        assertEquals(1, b.connections());
        clock.advance(Duration.ofSeconds(5));
        timer.ring();
        outbox.await(2);

        assertEquals(2, b.connections());
    }

    @Test
    void momN6_oneConnectionAtATime() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("to_domain b.example max_outbound_connections 1");

        send(50, "x@b.example");
        outbox.await(50);

        assertEquals(50, b.mails().size());
        assertEquals(1, b.mostAtOnce());
    }

    @Test
    void momN7_theServerHasNoMoreThanThatAtATime() throws Exception {
        Sink b = sink();
        configure("server_max_outbound_connections 3");

        for (int i = 0; i < 20; i++) {
            domains.with("d" + i + ".example", named("mx" + i + ".example", b));
            send(1, "x@d" + i + ".example");
        }
        outbox.await(20);

        assertEquals(20, b.mails().size());
        assertEquals(20, b.connections());
        assertEquals(3, b.mostAtOnce());
        assertEquals(List.of(), outbox.ends().stream().filter(end -> end.contains("un")).toList());
    }

    @Test
    void momN8_allDomainsOfAScopeTogether() throws Exception {
        Sink b = sink();
        b.on("MAIL", Sink.SILENCE);
        configure("to_domain *.slow.example scope_max_outbound_connections 2");

        for (int i = 0; i < 5; i++) {
            domains.with("d" + i + ".slow.example", named("mx" + i + ".example", b));
            send(i % 2 == 0 ? "one" : "default", "x@d" + i + ".slow.example");
        }
        b.awaitConnections(2);
        // The other three have found the limit reached.
        timer.await(3);

        assertEquals(2, b.connections());
    }

    @Test
    void anIdleConnectionMakesRoomForAnother() throws Exception {
        Sink b = sink();
        Sink c = sink();
        domains.with("b.example", b).with("c.example", c);
        configure("server_max_outbound_connections 1");
        send(1, "x@b.example");
        outbox.await(1);

        send(1, "y@c.example");
        outbox.await(2);

        assertEquals(List.of("delivered x@b.example", "delivered y@c.example"), outbox.ends());
        assertEquals(1, outgoing.orElseThrow().limits().open());
    }

    /** A domain with much mail leaves the one connection to the other before all of it is sent. */
    @Test
    void momN8_whoWaitsForAConnectionHasItAfterSomeMessages() throws Exception {
        Sink b = sink();
        Sink c = sink();
        domains.with("b.example", b).with("c.example", c);
        configure("scope_max_outbound_connections 1");
        b.pause();
        send(1000, "x@b.example");
        b.awaitConnection();
        send(1, "y@c.example");
        timer.await(1);
        c.pause();

        b.goOn();
        c.awaitConnection();

        assertTrue(b.mails().size() < 1000, b.mails().size() + " were sent before");
        c.goOn();
        outbox.await(1001);
        assertEquals(1000, b.mails().size());
    }

    @Test
    void b32_domainsOfAProviderShareItsConnections() throws Exception {
        Sink b = sink();
        b.on("MAIL", Sink.SILENCE);
        configure("to_mx *.provider.example max_outbound_connections 2");

        for (int i = 0; i < 5; i++) {
            domains.with("d" + i + ".example", named("MX" + i + ".provider.example", b));
            send(1, "x@d" + i + ".example");
        }
        b.awaitConnections(2);
        timer.await(3);

        assertEquals(2, b.connections());
    }

    @Test
    void b24_aBindingWhoseHostsHangLeavesConnectionsForOthers() throws Exception {
        Sink hanging = sink();
        hanging.on("MAIL", Sink.SILENCE);
        Sink b = sink();
        domains.with("b.example", b);
        configure(
                "server_max_outbound_connections 20",
                "binding hanging bind_address 192.0.2.20",
                "binding one bind_address 192.0.2.30");
        for (int i = 0; i < 30; i++) {
            domains.with("d" + i + ".example", named("mx" + i + ".example", hanging));
            send("hanging", "x@d" + i + ".example");
        }
        // Three are kept for each of the two others.
        hanging.awaitConnections(14);

        send("one", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("delivered x@b.example"), outbox.ends());
        assertEquals(14, hanging.connections());
    }

    /** The host says nothing, so no connection is free again. */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    before                                         | after                                          | connections
                    binding one max_outbound_connections 2         | binding one max_outbound_connections 5         | 5
                    binding one max_outbound_connections 1         |                                                | 6
                    to_domain b.example max_outbound_connections 2 | to_domain b.example max_outbound_connections 4 | 4
                    to_host mx.example max_outbound_connections 2  | to_host mx.example max_outbound_connections 5  | 5
                    binding one server_max_outbound_connections 2  | binding one server_max_outbound_connections 3  | 3
                    scope_max_outbound_connections 2               | scope_max_outbound_connections 5               | 5
                    server_max_outbound_connections 2              | server_max_outbound_connections 5              | 5
                    """)
    void bi4_aRaisedLimitHoldsAtOnceThoughOpenConnectionsHang(
            String before, String after, int connections) throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        b.on("MAIL", Sink.SILENCE);
        configure(before);
        for (int i = 0; i < 6; i++) {
            send("one", "x@b.example");
        }
        b.awaitConnections(before.endsWith("1") ? 1 : 2);

        if (after == null) {
            outgoing = Optional.empty();
        } else {
            configure(after);
        }
        streams.review();
        b.awaitConnections(connections);

        assertEquals(connections, b.connections());
    }

    @Test
    void bi4_mailThatComesLaterUsesARaisedLimitToo() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        b.on("MAIL", Sink.SILENCE);
        configure("binding one max_outbound_connections 1");
        send("one", "x@b.example");
        b.awaitConnections(1);

        configure("binding one max_outbound_connections 3");
        streams.review();
        for (int i = 2; i <= 3; i++) {
            send("one", "y@b.example");
            b.awaitConnections(i);
        }

        assertEquals(3, b.connections());
    }

    @Test
    void bi4_settingsThatRaiseNoLimitOpenNoConnection() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        b.on("MAIL", Sink.SILENCE);
        configure("binding one max_outbound_connections 2");
        for (int i = 0; i < 6; i++) {
            send("one", "x@b.example");
        }
        b.awaitConnections(2);

        configure("binding one max_outbound_connections 1");
        streams.review();
        configure("binding one max_outbound_connections 1", "max_retries 3");
        streams.review();
        send("one", "y@b.example");
        // Nobody is told when settings have been looked at; the next ones open one connection.
        configure("binding one max_outbound_connections 3");
        streams.review();
        b.awaitConnections(3);

        assertEquals(3, b.connections());
    }

    @Test
    void aReloadSendsAtOnceWhatWaitsForALimit() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_throttle_messages 1/5");
        send(2, "x@b.example");
        timer.await(1);

        configure("outbound_throttle_messages 2/5");
        outbox.await(2);

        assertEquals(2, b.mails().size());
        assertEquals(List.of(), List.copyOf(recovered));
    }

    @Test
    void aReloadBringsForwardWhatTheQueueKeepsForALimit() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_throttle_messages 1/3600");
        send(2, "x@b.example");
        outbox.await(2);
        timer.await(1);

        configure("outbound_throttle_messages 2/3600");

        assertEquals(List.of("b.example"), List.copyOf(recovered));
        send(1, "y@b.example");
        outbox.await(3);
        assertEquals(2, b.mails().size());
    }
}
