package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
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
import dmail.smtp.routing.TestExpansions;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
    private final ManualTimer timer = new ManualTimer();
    private final ManualTimer idleTimer = new ManualTimer();
    private final IdleConnections idle =
            new IdleConnections(idleTimer, task -> Thread.ofVirtual().start(task));
    private final BlockingQueue<String> recovered = new LinkedBlockingQueue<>();
    private final FakeHost host = new FakeHost();
    private volatile SourcePolicy policy = new SourcePolicy.Plain(new Domain("client.example"));
    private final RemoteStreams streams =
            new RemoteStreams(
                    domains,
                    new Dialer(() -> policy, Optional::empty, TestConnector.make(), idle, timer),
                    task -> Thread.ofVirtual().start(task),
                    clock,
                    () -> false,
                    stream -> recovered.add(stream.domain() + " " + stream.binding()),
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
                        _ -> true,
                        host);
    }

    private Sink sink() throws IOException {
        Sink sink = Sink.start();
        sinks.add(sink);
        return sink;
    }

    private Sink sinkOf(String domain) throws IOException {
        Sink sink = sink();
        domains.with(domain, sink);
        return sink;
    }

    /** One message is, and these are the sources of all connections until then. */
    private void assertDelivered(Sink sink, String... sources) {
        assertEquals(List.of("delivered x@b.example"), outbox.ends());
        assertEquals(List.of(sources), sink.clients());
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
        Sink b = sinkOf("b.example");
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
        Sink b = sinkOf("b.example");
        configure("bind_address 127.0.1.10");

        send("default", "x@b.example");
        outbox.await(1);

        assertEquals(List.of("127.0.1.10"), b.clients());
        assertEquals(List.of("EHLO first.example"), names(b));
    }

    @Test
    void arg9_arg10_sameLeavesFromTheAddressReached() throws Exception {
        Sink b = sinkOf("b.example");
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
        Sink b = sinkOf("b.example");
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
        Sink b = sinkOf("b.example");
        configure("binding one bind_address " + MISSING);

        send("one", "x@b.example");
        outbox.await(1);

        assertEquals(0, b.connections());
        assertEquals(1, outbox.ends().size());
        String end = outbox.ends().getFirst();
        assertTrue(
                end.startsWith("untried x@b.example 4.3.0 can't connect from source " + MISSING),
                end);
        assertTrue(end.endsWith("again at " + clock.instant().plusSeconds(60)), end);
        log.await("no source");
    }

    /** Neither the host nor the domain is known to fail afterwards. */
    @Test
    void b3_aLocalFaultIsNotThePeers() throws Exception {
        Sink b = sinkOf("b.example");
        configure("binding one bind_address " + MISSING);
        send("one", "x@b.example");
        outbox.await(1);

        configure("binding one bind_address 127.0.1.20");
        streams.watchSources();
        assertEquals("b.example one", recovered.take());
        send("one", "y@b.example");
        outbox.await(2);

        assertTrue(outbox.ends().contains("delivered y@b.example"), outbox.ends()::toString);
        assertEquals(List.of("127.0.1.20"), b.clients());
    }

    @Test
    void b3_nextHandsTheMailToAnotherMember() throws Exception {
        Sink b = sinkOf("b.example");
        configure(
                "binding_group g bind_failure next",
                "binding_group g binding one bind_address " + MISSING,
                "binding_group g binding two bind_address 127.0.1.30",
                "binding_group g binding two ehlo_hostname two.example");

        send("one", "x@b.example");
        outbox.await(1);

        assertDelivered(b, "127.0.1.30");
        assertEquals(List.of("EHLO two.example"), names(b));
    }

    @Test
    void b3_systemIsOptIn() throws Exception {
        Sink b = sinkOf("b.example");
        configure("binding one bind_address " + MISSING, "bind_failure system");

        send("one", "x@b.example");
        outbox.await(1);

        assertDelivered(b, "127.0.0.1");
    }

    @Test
    void smN5_rotationGoesOnWithTheNextAddress() throws Exception {
        Sink b = sinkOf("b.example");
        b.once("CONNECT", "421 4.7.0 not from there");
        configure("outbound_ipv4 rotate " + MISSING + ",127.0.1.41,127.0.1.42");

        send("default", "x@b.example");
        outbox.await(1);

        assertDelivered(b, "127.0.1.41", "127.0.1.42");
    }

    /** Nothing listens at the address of IPv6. */
    @Test
    void b2_whereIpv6FailsToConnectIpv4IsTriedInTheSameAttempt() throws Exception {
        Sink b = sinkBehind("::1");

        send("default", "x@b.example");
        outbox.await(1);

        assertDelivered(b, "127.0.0.1");
    }

    private Sink sinkBehind(String first) throws IOException {
        Sink b = sink();
        Peer four = b.peer();
        domains.with(
                "b.example",
                new Exchangers.Hosts(
                        List.of(
                                new Exchangers.Host(
                                        four.name(),
                                        four.port(),
                                        List.of(ip(first), four.address())))));
        return b;
    }

    @Test
    void bi23_withOneFamilyOffTheOtherAddressIsUsedAtOnce() throws Exception {
        Sink b = sinkBehind("::1");
        configure("outbound_ipv6 off", "outbound_ipv4 bound", "bind_address 127.0.1.10");

        send("default", "x@b.example");
        outbox.await(1);

        assertDelivered(b, "127.0.1.10");
    }

    @Test
    void b2_whereTheSourceOfIpv6IsMissingIpv4IsTriedInTheSameAttempt() throws Exception {
        Sink b = sinkBehind("2001:db8::99");
        configure("binding one bind_address 127.0.1.20", "binding one bind_address 2001:db8:9::20");

        send("one", "x@b.example");
        outbox.await(1);

        assertDelivered(b, "127.0.1.20");
    }

    @Test
    void smN4_withTheFamilyOffMailIsDeferredWithTheReason() throws Exception {
        Sink b = sinkOf("b.example");
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

    /**
     * The system's choice may be a dedicated address by now: nothing is said on such a connection.
     */
    @Test
    void b4_aDedicatedAddressIsLeftBeforeEhlo() throws Exception {
        Sink b = sinkOf("b.example");
        Configuration configuration =
                TestExpansions.configuration(
                        Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix())
                                .getPath("/etc"),
                        """
                        domain_group one domain a.example
                        domain_group one bind_to 127.0.0.1
                        domain_group one dedicated true
                        """);
        policy =
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        new Domains(LoginSettings.from(configuration)).groups(),
                        _ -> true,
                        new FakeHost());

        send("default", "x@b.example");
        outbox.await(1);

        String end = outbox.ends().getFirst();
        assertTrue(end.contains("source 127.0.0.1 is dedicated to domain_group one"), end);
        assertEquals(List.of(), names(b));
    }

    /** The queue decides again by which binding it leaves. */
    @Test
    void momN33_b25_mailOfABindingThatIsGoneGoesBackToTheQueue() throws Exception {
        Sink b = sinkOf("b.example");
        configure("bind_address 127.0.1.10", "binding one bind_address 127.0.1.20");

        send("gone", "x@b.example");
        outbox.await(1);

        assertEquals(
                List.of(
                        "untried x@b.example 4.3.0 binding gone is gone, again at "
                                + clock.instant().plusSeconds(1)),
                outbox.ends());
        assertEquals(0, b.connections());
    }

    /** A thousand waiting messages are one question for each source, and one line in the log. */
    @Test
    void bi30_mailThatWaitsForItsAddressIsNotTried() throws Exception {
        Sink b = sink();
        domains.with("b.example", b).with("c.example", b);
        configure("binding one bind_address " + MISSING);
        host.lose(MISSING);

        for (int i = 1; i <= 3; i++) {
            send("one", "x@b.example");
            outbox.await(i);
        }
        send("one", "x@c.example");
        outbox.await(4);

        assertEquals(1, lines("no source"));
        assertEquals(
                Set.of(clock.instant().plusSeconds(60).toString()),
                Set.copyOf(
                        outbox.ends().stream()
                                .map(end -> end.replaceAll(".*again at ", ""))
                                .toList()));
    }

    private long lines(String event) {
        return log.lines().stream().filter(line -> line.contains(event)).count();
    }

    @Test
    void bi30_mailLeavesOnceItsAddressIsBack() throws Exception {
        Sink b = sinkOf("b.example");
        configure("binding one bind_address out.example");
        host.name("out.example", MISSING);
        host.lose(MISSING);
        send("one", "x@b.example");
        outbox.await(1);
        timer.await(1);

        timer.ring();
        timer.await(2);
        assertTrue(recovered.isEmpty(), "it is still missing");

        host.name("out.example", "127.0.1.20");
        timer.ring();
        assertEquals("b.example one", recovered.take());
        send("one", "x@b.example");
        outbox.await(2);

        assertTrue(outbox.ends().contains("delivered x@b.example"), outbox.ends()::toString);
        assertEquals(List.of("127.0.1.20"), b.clients());
        assertEquals(Duration.ofSeconds(5), timer.waits().getFirst());
    }

    /** The queue may still be storing it. */
    @Test
    void bi30_theQueueIsToldTwiceThatAnAddressIsBack() throws Exception {
        sinkOf("b.example");
        configure("binding one bind_address " + MISSING);
        host.lose(MISSING);
        send("one", "x@b.example");
        outbox.await(1);
        timer.await(1);
        host.regain(MISSING);

        timer.ring();
        assertEquals("b.example one", recovered.take());
        timer.await(2);
        timer.ring();
        assertEquals("b.example one", recovered.take());
        log.await("source back");
    }

    /** Nobody sends anything. */
    @Test
    void momN21_anAddressThatVanishesIsNoticedWithinAMinute() throws Exception {
        configure("binding one bind_address 127.0.1.20", "outbound_ipv4 rotate 127.0.1.41");
        streams.watchSources();
        assertEquals(List.of(Duration.ofSeconds(60)), timer.waits());

        host.lose("127.0.1.20", "127.0.1.41");
        timer.ring();
        log.await("source=127.0.1.41");
        assertEquals(2, lines("source missing"));

        host.regain("127.0.1.20");
        timer.await(3);
        timer.ring();
        log.await("source back");
    }

    @Test
    void withoutLinesNothingIsLookedFor() {
        streams.watchSources();

        assertEquals(List.of(), timer.waits());
    }

    @Test
    void aHostThatRefusesOneBindingIsStillTheFirstForOthers() throws Exception {
        Sink first = sink();
        Sink second = sink();
        domains.with("b.example", first, second);
        configure("binding one bind_address 127.0.1.20", "binding two bind_address 127.0.1.30");
        first.once("CONNECT", "421 4.7.0 not from there");

        send("one", "x@b.example");
        outbox.await(1);
        send("two", "x@b.example");
        outbox.await(2);

        assertEquals(List.of("127.0.1.20", "127.0.1.30"), first.clients());
        assertEquals(List.of("127.0.1.20"), second.clients());
    }

    /** What came in where, why it leaves so, from where, as whom, and to whom. */
    @Test
    void b28_aDeliveryIsOneLineWithItsWholeWay() throws Exception {
        sinkOf("b.example");
        configure(
                "binding one bind_address 127.0.1.20",
                "binding one ehlo_hostname mail.one.example");

        send("one", "x@b.example", Reception.over("25@127.0.1.10", ip("127.0.1.10"), ip("::1")));
        outbox.await(1);

        String line = log.await("delivered to=x@b.example");
        assertTrue(
                line.matches(
                        ".* delivered to=x@b\\.example relay=\"?mx\\.example \\[127\\.0\\.0\\.1\\]\"?"
                                + " port=\\d+ listener=25@127\\.0\\.1\\.10 reached=127\\.0\\.1\\.10"
                                + " rule=/etc/dmail\\.conf:7 binding=one source=127\\.0\\.1\\.20"
                                + " ehlo=mail\\.one\\.example reply=.*"),
                line);
    }

    /** A connection that rests is for mail that would leave so by the new settings, too. */
    @Test
    void b25_aReloadTellsWhichConnectionsThatRestMayBeUsed() throws Exception {
        Sink b = sinkOf("b.example");
        String address = "binding one bind_address 127.0.1.20";
        configure(address, "binding one ehlo_hostname old.example");
        send("one", "x@b.example");
        outbox.await(1);
        idleTimer.await(1);

        configure(
                address,
                "binding one ehlo_hostname old.example",
                "binding two bind_address 127.0.1.30");
        send("one", "x@b.example");
        outbox.await(2);
        idleTimer.await(2);
        assertEquals(1, b.connections(), "nothing that matters has changed");

        configure(address, "binding one ehlo_hostname new.example");
        send("one", "x@b.example");
        outbox.await(3);
        idleTimer.await(3);
        configure("binding one bind_address 127.0.1.30", "binding one ehlo_hostname new.example");
        send("one", "x@b.example");
        outbox.await(4);

        assertEquals(List.of("EHLO old.example", "EHLO new.example", "EHLO new.example"), names(b));
        assertEquals(List.of("127.0.1.20", "127.0.1.20", "127.0.1.30"), b.clients());
    }
}
