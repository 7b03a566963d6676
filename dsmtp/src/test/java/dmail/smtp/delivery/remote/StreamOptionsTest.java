package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.client.ClientTimeouts;
import dmail.smtp.client.ConnectionTerms;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outbox;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.NextHop;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import dmail.smtp.source.SourceIdentity;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How connections are used, and where mail goes, by the options of a stream's scope. */
@Timeout(60)
final class StreamOptionsTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Outbox outbox = new Outbox();
    private final ManualTimer timer = new ManualTimer();
    private final List<Sink> sinks = new ArrayList<>();
    private final Queue<NextHop> hops = new ConcurrentLinkedQueue<>();
    private final Queue<String> recovered = new ConcurrentLinkedQueue<>();
    private volatile SourcePolicy policy = new SourcePolicy.Plain(new Domain("client.example"));
    private volatile Peer exchanger = new Peer("mx.example", InetAddress.getLoopbackAddress(), 9);
    private volatile Runnable whileLookingUp = () -> {};
    private final RemoteStreams streams =
            new RemoteStreams(
                    this::lookUp,
                    new Dialer(
                            () -> policy,
                            Optional::empty,
                            TestConnector.make(),
                            new IdleConnections(timer, task -> Thread.ofVirtual().start(task)),
                            timer),
                    task -> Thread.ofVirtual().start(task),
                    clock,
                    () -> false,
                    stream -> recovered.add(stream.binding()),
                    new RemoteLog(new MemoryLog()));

    @AfterEach
    void stop() throws IOException {
        for (Sink sink : sinks) {
            sink.close();
        }
        assertTrue(streams.stop(Duration.ofSeconds(30)));
    }

    /** A gateway is found by its port, as it is always an address of this host. */
    private Exchangers lookUp(Domain domain, NextHop hop) {
        hops.add(hop);
        whileLookingUp.run();
        int port =
                hop.gateway()
                        .map(gateway -> gateway.port().orElseThrow())
                        .or(hop::port)
                        .orElse(exchanger.port());
        return new Exchangers.Hosts(
                List.of(new Exchangers.Host(exchanger.name(), port, List.of(exchanger.address()))));
    }

    private void configure(String... lines) {
        Configuration configuration =
                SendingLines.read("host_domain first.example\n" + String.join("\n", lines));
        policy =
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        Optional.empty(),
                        _ -> true,
                        new FakeHost());
    }

    private Sink sink() throws IOException {
        Sink sink = Sink.start();
        sinks.add(sink);
        exchanger = sink.peer();
        return sink;
    }

    private void send(String binding, String to) {
        outbox.send(
                streams,
                MemoryBody.of("x\r\n".getBytes(StandardCharsets.US_ASCII)),
                List.of(
                        Recipient.of(EmailAddress.parse(to).orElseThrow())
                                .by(new BindingChoice(binding, "", "/etc/dmail.conf:7"))));
    }

    private ConnectionTerms terms(String binding) {
        StreamKey key = new StreamKey(new Domain("b.example"), binding, SourceIdentity.NONE);
        return StreamOptions.of(key, policy).terms().orElseThrow();
    }

    @Test
    void momN20_eachOptionIsThatOfItsStep() {
        configure(
                "connect_timeout 11",
                "binding one greeting_timeout 12",
                "binding one domain b.example helo_timeout 13",
                "to_domain *.example mail_timeout 14",
                "binding one rcpt_timeout 15",
                "binding one data_timeout 16s",
                "binding one end_timeout 17m",
                "binding one idle_timeout 18",
                "binding one max_deliveries_per_connection 19");

        assertEquals(
                new ConnectionTerms(
                        new ClientTimeouts(
                                Duration.ofSeconds(11),
                                Duration.ofSeconds(12),
                                Duration.ofSeconds(13),
                                Duration.ofSeconds(14),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(16),
                                Duration.ofMinutes(17)),
                        Duration.ofSeconds(18),
                        19),
                terms("one"));
    }

    @Test
    void momN20_withoutALineTheTermsAreTheUsualOnes() {
        configure("binding one bind_address 127.0.1.20");

        assertEquals(ConnectionTerms.usual(ClientTimeouts.USUAL), terms("one"));
    }

    /** All other waits are minutes, so only the option ends this one in time. */
    @ParameterizedTest
    @CsvSource({
        "CONNECT, greeting",
        "EHLO, helo",
        "MAIL, mail",
        "RCPT, rcpt",
        "DATA, data",
        "END, end"
    })
    void momN20_aHostThatKeepsSilentIsLeftAfterTheTimeOfTheOption(String event, String option)
            throws Exception {
        Sink b = sink().on(event, Sink.SILENCE);
        configure("binding one " + option + "_timeout 1");

        send("one", "x@b.example");
        outbox.await(1);

        assertTrue(
                outbox.ends().getFirst().startsWith("failed x@b.example 4."),
                outbox.ends()::toString);
        assertEquals(List.of(), b.mails());
    }

    @Test
    void momN20_noConnectionCarriesMoreThanItMay() throws Exception {
        Sink b = sink();
        configure("binding one max_deliveries_per_connection 2");

        for (int i = 0; i < 7; i++) {
            send("one", "x@b.example");
        }
        outbox.await(7);

        Map<Integer, Integer> counts = new TreeMap<>();
        for (Sink.Mail mail : b.mails()) {
            counts.merge(mail.connection(), 1, Integer::sum);
        }
        assertTrue(counts.values().stream().allMatch(count -> count <= 2), counts::toString);
    }

    @Test
    void momN20_aConnectionThatHasCarriedAllIsNotKept() throws Exception {
        Sink b = sink();
        configure("binding one max_deliveries_per_connection 1", "binding two idle_timeout 7");

        send("one", "x@b.example");
        outbox.await(1);
        send("two", "x@b.example");
        outbox.await(2);
        send("one", "x@b.example");
        outbox.await(3);

        assertEquals(3, b.connections());
    }

    @Test
    void momN20_aConnectionIsKeptAsLongAsTheOptionSays() throws Exception {
        Sink b = sink();
        configure("binding one idle_timeout 77");

        send("one", "x@b.example");
        outbox.await(1);
        timer.await(1);

        assertEquals(List.of(Duration.ofSeconds(77)), timer.waits());
        assertEquals(1, b.mails().size());
    }

    @Test
    void momN20_aReloadHoldsForTheNextConnection() throws Exception {
        Sink b = sink();
        configure("binding one rcpt_timeout 100");
        send("one", "x@b.example");
        outbox.await(1);
        timer.await(1);

        configure("binding one rcpt_timeout 101");
        send("one", "x@b.example");
        outbox.await(2);

        assertEquals(2, b.connections(), "the one that rests has other terms");
    }

    @Test
    void momN19_aBindingsMailGoesToItsGatewayAndPort() throws Exception {
        Sink usual = sink();
        Sink smart = Sink.start();
        Sink other = Sink.start();
        sinks.addAll(List.of(smart, other));
        configure(
                "binding one gateway 127.0.0.1:" + smart.port(),
                "binding two remote_smtp_port " + other.port(),
                "to_domain far.example gateway 127.0.0.1:" + other.port());

        send("one", "one@b.example");
        send("two", "two@b.example");
        send("default", "default@b.example");
        send("default", "far@far.example");
        outbox.await(4);

        assertEquals(List.of("<one@b.example>"), to(smart));
        assertEquals(List.of("<far@far.example>", "<two@b.example>"), to(other));
        assertEquals(List.of("<default@b.example>"), to(usual));
    }

    private static List<String> to(Sink sink) {
        return sink.mails().stream().flatMap(mail -> mail.to().stream()).sorted().toList();
    }

    /** Its exchanger is known only after the look-up. */
    @Test
    void momN19_theGatewayOfAProvidersDomainsTakesTheFirstMessageToo() throws Exception {
        Sink usual = sink();
        Sink smart = Sink.start();
        sinks.add(smart);
        configure("to_mx mx.* gateway 127.0.0.1:" + smart.port(), "to_mx mx.* rcpt_timeout 77");

        send("default", "x@b.example");
        outbox.await(1);
        send("default", "y@b.example");
        outbox.await(2);

        assertEquals(List.of("<x@b.example>", "<y@b.example>"), to(smart));
        assertEquals(List.of(), usual.mails());
        assertEquals(Duration.ofSeconds(77), terms("default").timeouts().rcpt());
    }

    @Test
    void momN19_aReloadChangesTheGatewayForTheNextAttempt() throws Exception {
        Sink usual = sink();
        configure("binding one gateway 127.0.0.1:1");
        send("one", "x@b.example");
        outbox.await(1);

        configure("binding one gateway 127.0.0.1:" + usual.port());
        clock.advance(Duration.ofMinutes(1));
        send("one", "x@b.example");
        outbox.await(2);

        assertEquals(1, usual.mails().size());
    }

    @Test
    void momN19_withoutLinesTheUsualHopIsAsked() throws Exception {
        Sink _ = sink();
        send("default", "x@b.example");
        outbox.await(1);

        assertEquals(List.of(NextHop.USUAL), List.copyOf(hops));
    }

    /** It would be late otherwise: the failure is that of other mail. */
    @Test
    void bi31_mailWithTimesOfItsOwnIsTriedThoughOtherMailHasFailed() throws Exception {
        exchanger = new Peer("mx.example", InetAddress.getLoopbackAddress(), 1);
        configure("binding one retry_interval 5");

        send("one", "first@b.example");
        outbox.await(1);
        send("one", "second@b.example");
        outbox.await(2);
        Sink b = sink();
        send("one", "third@b.example");
        outbox.await(3);

        assertTrue(outbox.ends().getFirst().startsWith("delivered third"), outbox.ends()::toString);
        assertTrue(outbox.ends().get(1).startsWith("failed first"), outbox.ends()::toString);
        assertTrue(outbox.ends().get(2).startsWith("failed second"), outbox.ends()::toString);
        assertEquals(List.of("<third@b.example>"), to(b));
        assertEquals(List.of("one"), List.copyOf(recovered), "mail that was skipped is tried now");
    }

    /** It is not asked again for each message; but for its next attempt each asks itself. */
    @Test
    void bi31_anAttemptThatTookLongIsThatOfMailWhoseTimeComesMeanwhile() throws Exception {
        exchanger = new Peer("mx.example", InetAddress.getLoopbackAddress(), 1);
        whileLookingUp = () -> clock.advance(Duration.ofSeconds(30));
        configure("binding one retry_interval 5");

        send("one", "first@b.example");
        outbox.await(1);
        send("one", "second@b.example");
        outbox.await(2);
        assertEquals(1, hops.size(), "look-ups");
        clock.advance(Duration.ofSeconds(30));
        send("one", "third@b.example");
        outbox.await(3);

        assertEquals(2, hops.size(), "look-ups");
        assertEquals(3, outbox.ends().stream().filter(end -> end.startsWith("failed")).count());
    }

    @Test
    void oldRetryIntervalAsBefore() throws Exception {
        exchanger = new Peer("mx.example", InetAddress.getLoopbackAddress(), 1);
        configure("retry_interval 5", "binding one max_retries 5");

        send("one", "first@b.example");
        outbox.await(1);
        send("one", "second@b.example");
        outbox.await(2);

        assertFalse(
                outbox.ends().get(1).startsWith("failed second"),
                "it is skipped: " + outbox.ends());
    }
}
