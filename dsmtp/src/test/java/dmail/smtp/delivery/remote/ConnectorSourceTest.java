package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.FakeExchangers;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outbox;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other hosts see of the source and the name of mail. */
@Timeout(60)
final class ConnectorSourceTest {
    /** Of a net for documentation: no machine has it. */
    private static final String MISSING = "192.0.2.99";

    private final FakeExchangers domains = new FakeExchangers();
    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final Outbox outbox = new Outbox();
    private final List<Sink> sinks = new ArrayList<>();
    private final IdleConnections idle =
            new IdleConnections(new ManualTimer(), task -> Thread.ofVirtual().start(task));
    private volatile SourcePolicy policy = new SourcePolicy.Plain(new Domain("client.example"));
    private final RemoteStreams streams =
            new RemoteStreams(
                    domains,
                    new Dialer(
                            () -> policy,
                            Optional::empty,
                            TestConnector.make(),
                            idle,
                            new ManualTimer()),
                    task -> Thread.ofVirtual().start(task),
                    clock,
                    () -> false,
                    _ -> {},
                    new RemoteLog(log));

    @AfterEach
    void stop() throws IOException {
        assertTrue(streams.stop(Duration.ofSeconds(30)));
        for (Sink sink : sinks) {
            sink.close();
        }
    }

    private void configure(String... lines) {
        Configuration configuration =
                SendingLines.read("host_domain first.example\n" + String.join("\n", lines));
        policy =
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        Optional.empty(),
                        new FakeHost());
    }

    private Sink sink() throws IOException {
        Sink sink = Sink.start();
        sinks.add(sink);
        return sink;
    }

    private void send(String binding, String to) {
        send(binding, to, Reception.NONE);
    }

    private void send(String binding, String to, Reception reception) {
        outbox.send(
                streams,
                MemoryBody.of("x\r\n".getBytes(StandardCharsets.US_ASCII)),
                reception,
                List.of(
                        Recipient.of(EmailAddress.parse(to).orElseThrow())
                                .by(new BindingChoice(binding, "", "/etc/dmail.conf:7"))));
    }

    private static List<String> names(Sink sink) {
        return sink.heard().stream().filter(line -> line.startsWith("EHLO")).toList();
    }

    @Test
    void mom1_mom2_twoBindingsHaveTwoSourcesAndTwoNames() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure(
                "binding one bind_address 127.0.1.20",
                "binding one ehlo_hostname mail.one.example",
                "binding two bind_address 127.0.1.30",
                "binding two ehlo_hostname mail.two.example");

        send("one", "x@b.example");
        outbox.await(1);
        send("two", "x@b.example");
        outbox.await(2);

        assertEquals(List.of("127.0.1.20", "127.0.1.30"), b.clients());
        assertEquals(List.of("EHLO mail.one.example", "EHLO mail.two.example"), names(b));
    }

    @Test
    void sm16_momN13_defaultLeavesFromItsOwnAddress() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("bind_address 127.0.1.10");

        send("default", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("127.0.1.10"), b.clients());
        assertEquals(List.of("EHLO first.example"), names(b));
    }

    @Test
    void arg9_arg10_sameLeavesFromTheAddressReached() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_ipv4 same");

        for (String reached : List.of("127.0.1.20", "127.0.1.30")) {
            send("default", "x@b.example", Reception.over("mx", ip(reached), ip("127.0.0.1")));
        }
        outbox.await(2);

        assertEquals(Set.of("127.0.1.20", "127.0.1.30"), Set.copyOf(b.clients()));
    }

    private static InetAddress ip(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }

    @Test
    void anIdleConnectionIsNotSharedByOtherBindings() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure(
                "binding one bind_address 127.0.1.20",
                "binding two bind_address 127.0.1.20",
                "binding two ehlo_hostname mail.two.example");

        send("one", "x@b.example");
        outbox.await(1);
        send("two", "x@b.example");
        outbox.await(2);

        assertEquals(List.of("EHLO first.example", "EHLO mail.two.example"), names(b));
    }

    @Test
    void b3_withoutItsAddressMailWaitsAndNothingElseIsSeen() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("binding one bind_address " + MISSING);

        send("one", "x@b.example");
        outbox.await(1);

        assertEquals(0, b.connections());
        assertEquals(1, outbox.ends().size());
        String end = outbox.ends().getFirst();
        assertTrue(
                end.startsWith("untried x@b.example 4.3.0 can't connect from source " + MISSING),
                end);
        assertTrue(end.endsWith("again at " + clock.instant().plusSeconds(5)), end);
        log.await("no source");
    }

    /** Neither the host nor the domain is known to fail afterwards. */
    @Test
    void b3_aLocalFaultIsNotThePeers() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("binding one bind_address " + MISSING);
        send("one", "x@b.example");
        outbox.await(1);

        configure("binding one bind_address 127.0.1.20");
        send("one", "y@b.example");
        outbox.await(2);

        assertTrue(outbox.ends().contains("delivered y@b.example"), outbox.ends()::toString);
        assertEquals(List.of("127.0.1.20"), b.clients());
    }

    @Test
    void b3_nextHandsTheMailToAnotherMember() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure(
                "binding_group g bind_failure next",
                "binding_group g binding one bind_address " + MISSING,
                "binding_group g binding two bind_address 127.0.1.30",
                "binding_group g binding two ehlo_hostname two.example");

        send("one", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("delivered x@b.example"), outbox.ends());
        assertEquals(List.of("127.0.1.30"), b.clients());
        assertEquals(List.of("EHLO two.example"), names(b));
    }

    @Test
    void b3_systemIsOptIn() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("binding one bind_address " + MISSING, "bind_failure system");

        send("one", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("delivered x@b.example"), outbox.ends());
        assertEquals(List.of("127.0.0.1"), b.clients());
    }

    @Test
    void smN5_rotationGoesOnWithTheNextAddress() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        b.once("CONNECT", "421 4.7.0 not from there");
        configure("outbound_ipv4 rotate " + MISSING + ",127.0.1.41,127.0.1.42");

        send("default", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("delivered x@b.example"), outbox.ends());
        assertEquals(List.of("127.0.1.41", "127.0.1.42"), b.clients());
    }

    @Test
    void b2_whereIpv6FailsIpv4IsTriedInTheSameAttempt() throws Exception {
        Sink b = sink();
        Peer four = b.peer();
        domains.with(
                "b.example",
                new Exchangers.Hosts(
                        List.of(
                                new Exchangers.Host(
                                        four.name(),
                                        four.port(),
                                        List.of(ip("2001:db8::99"), four.address())))));
        configure("binding one bind_address 127.0.1.20", "binding one bind_address 2001:db8:9::20");

        send("one", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("delivered x@b.example"), outbox.ends());
        assertEquals(List.of("127.0.1.20"), b.clients());
    }

    @Test
    void smN4_withTheFamilyOffMailIsDeferredWithTheReason() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("outbound_ipv4 off");

        send("default", "x@b.example");
        outbox.await(1);

        assertEquals(
                List.of(
                        "failed x@b.example 4.3.5 can't connect to mx.example [127.0.0.1]:"
                                + " outbound_ipv4 is off, so nothing is sent by IPv4"),
                outbox.ends());
        assertEquals(0, b.connections());
    }

    @Test
    void momN33_mailOfABindingThatIsGoneLeavesByDefault() throws Exception {
        Sink b = sink();
        domains.with("b.example", b);
        configure("bind_address 127.0.1.10", "binding one bind_address 127.0.1.20");

        send("gone", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("127.0.1.10"), b.clients());
    }
}
