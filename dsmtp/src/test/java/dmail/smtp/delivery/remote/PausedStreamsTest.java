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
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.RestingPair;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.FakeExchangers;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outbox;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import dmail.smtp.source.SenderGroups;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What other hosts see of suspended bindings and of sources that rest. */
@Timeout(60)
final class PausedStreamsTest {
    private static final String[] BINDINGS = {
        "binding one bind_address 127.0.1.1",
        "binding two bind_address 127.0.1.2",
        "rest_after 2 1800"
    };
    private static final String RESTS =
            " 4.3.2 binding one rests, since it was refused, again at 2026-11-21T12:30:00Z";

    private final FakeExchangers domains = new FakeExchangers();
    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final Outbox outbox = new Outbox();
    private final List<Sink> sinks = new ArrayList<>();
    private final BindingStates states;
    private volatile SourcePolicy policy = new SourcePolicy.Plain(new Domain("client.example"));
    private volatile Optional<Outgoing> outgoing = Optional.empty();
    private final RemoteStreams streams =
            new RemoteStreams(
                    domains,
                    new Dialer(
                            () -> policy,
                            () -> outgoing,
                            TestConnector.make(),
                            new IdleConnections(
                                    new ManualTimer(), task -> Thread.ofVirtual().start(task)),
                            new ManualTimer()),
                    task -> Thread.ofVirtual().start(task),
                    clock,
                    () -> false,
                    _ -> {},
                    new RemoteLog(log));

    PausedStreamsTest(@TempDir Path folder) {
        states = TestStates.in(folder, clock, log);
    }

    @AfterEach
    void stop() throws IOException {
        for (Sink sink : sinks) {
            sink.close();
        }
        assertTrue(streams.stop(Duration.ofSeconds(30)));
    }

    private void configure(String... lines) {
        Configuration configuration =
                SendingLines.read("host_domain first.example\n" + String.join("\n", lines));
        ScopeTable scopes = ScopeTable.of(configuration);
        policy =
                ConfiguredSources.of(
                        configuration, scopes, Optional.empty(), _ -> true, new FakeHost());
        outgoing =
                Optional.of(
                        Outgoing.of(
                                configuration,
                                scopes,
                                SenderGroups.of(Optional.empty()),
                                outgoing,
                                states));
    }

    private Sink sink(String domain) throws IOException {
        Sink sink = Sink.start();
        sinks.add(sink);
        domains.with(domain, sink);
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

    /** Sends messages one after another, so that their refusals are in a row. */
    private List<String> sendInTurn(int messages, String binding, String to) throws Exception {
        List<String> before = outbox.ends();
        for (int i = 0; i < messages; i++) {
            int sent = outbox.ends().size();
            send(binding, to);
            outbox.await(sent + 1);
        }
        List<String> after = new ArrayList<>(outbox.ends());
        before.forEach(after::remove);
        return after;
    }

    @Test
    void b22_afterRefusalsTheSourceRestsForThatDomainAlone() throws Exception {
        Sink far = sink("far.example");
        Sink other = sink("other.example");
        far.on("MAIL", "550 5.7.1 your address has no good name");
        other.on("MAIL", "550 5.7.1 neither here");
        configure(BINDINGS);

        assertEquals(2, sendInTurn(2, "one", "x@far.example").size());
        assertEquals(
                List.of("untried x@far.example" + RESTS), sendInTurn(1, "one", "x@far.example"));
        assertEquals(2, far.heard().stream().filter(line -> line.startsWith("MAIL")).count());

        assertTrue(sendInTurn(1, "one", "x@other.example").getFirst().startsWith("failed"));
        assertTrue(sendInTurn(1, "two", "x@far.example").getFirst().startsWith("failed"));
        assertEquals(
                List.of("one far.example 127.0.1.1"),
                states.rests().stream().map(PausedStreamsTest::text).toList());
        assertTrue(
                log.lines().stream()
                        .anyMatch(line ->
                                line.startsWith(
                                        "warning: - binding rests binding=one domain=far.example"
                                                + " source=127.0.1.1 until=2026-11-21T12:30:00Z"
                                                + " reason=")),
                log.lines()::toString);
    }

    private static String text(RestingPair pair) {
        return pair.binding() + " " + pair.domain() + " " + pair.source();
    }

    @Test
    void b22_afterTheTimeTheSourceIsTriedAgain() throws Exception {
        Sink far = sink("far.example");
        far.once("MAIL", "450 4.7.0 slow down");
        far.once("MAIL", "450 4.7.0 slow down");
        configure(BINDINGS);
        sendInTurn(2, "one", "x@far.example");
        assertEquals(
                List.of("untried x@far.example" + RESTS), sendInTurn(1, "one", "x@far.example"));

        clock.advance(Duration.ofMinutes(30));
        assertEquals(List.of("delivered x@far.example"), sendInTurn(1, "one", "x@far.example"));
    }

    @Test
    void bi16_otherAnswersEndTheRowAndDoNotCount() throws Exception {
        Sink far = sink("far.example");
        configure(BINDINGS);
        for (String answer :
                List.of("550 5.7.1 no", "550 5.1.1 unknown", "550 5.7.1 no", "250 yes")) {
            far.once("RCPT", answer);
        }
        sendInTurn(4, "one", "x@far.example");

        assertEquals(List.of(), states.rests());
        far.once("RCPT", "550 5.7.1 no");
        far.once("RCPT", "550 5.7.1 no");
        sendInTurn(2, "one", "x@far.example");
        assertEquals(1, states.rests().size());
    }

    @Test
    void momN24_aHostThatTurnsTheSessionAwayRefusesTheSource() throws Exception {
        Sink far = sink("far.example");
        far.on("CONNECT", "421 too many connections from you");
        configure("binding one bind_address 127.0.1.1", "binding one rest_after 1 1800");
        sendInTurn(1, "one", "x@far.example");

        assertEquals(1, states.rests().size());
        streams.forgetFailures();
        assertEquals(
                List.of("untried x@far.example" + RESTS), sendInTurn(1, "one", "x@far.example"));
        assertEquals(1, far.connections());
    }

    @Test
    void momN24_otherScopesOrNoLineNeverRest() throws Exception {
        Sink far = sink("far.example");
        far.on("MAIL", "550 5.7.1 no");
        configure(
                "binding one bind_address 127.0.1.1",
                "binding one domain b.example rest_after 1 60");

        assertTrue(
                sendInTurn(3, "one", "x@far.example").stream()
                        .allMatch(end -> end.startsWith("failed")));
        assertEquals(List.of(), states.rests());
    }

    @Test
    void b22_theOtherSourcesOfTheBindingGoOn() throws Exception {
        Sink far = sink("far.example");
        far.once("MAIL", "450 4.7.0 slow down");
        configure("outbound_ipv4 rotate 127.0.1.1,127.0.1.2", "rest_after 1 1800");
        sendInTurn(1, "default", "x@far.example");

        assertEquals(List.of("delivered x@far.example"), sendInTurn(1, "default", "x@far.example"));
        assertEquals("127.0.1.2", far.clients().getLast());
    }

    @Test
    void momN16_mailThatIsOnItsWayToTheStreamIsNotSent() throws Exception {
        Sink far = sink("far.example");
        configure(BINDINGS);
        states.suspend(new SuspendedBinding("one", Optional.empty(), Optional.empty(), "moving"));

        assertEquals(
                List.of(
                        "untried x@far.example 4.3.2 binding one is suspended: moving, again at"
                                + " 2026-11-21T13:00:00Z"),
                sendInTurn(1, "one", "x@far.example"));
        assertEquals(List.of("delivered x@far.example"), sendInTurn(1, "two", "x@far.example"));
        assertEquals(1, far.connections());
    }

    @Test
    void momN17_mailOfAMemberWithoutItsAddressDoesNotLeaveByASuspendedOne() throws Exception {
        Sink far = sink("far.example");
        configure(
                "binding_group g bind_failure next",
                "binding_group g binding one bind_address 192.0.2.99",
                "binding_group g binding two bind_address 127.0.1.2",
                "binding two suspend_delivery true");

        assertEquals(
                List.of(
                        "untried x@far.example 4.3.2 its delivery is suspended by a line of"
                                + " dmail.conf, again at 2026-11-21T13:00:00Z"),
                sendInTurn(1, "one", "x@far.example"));
        assertEquals(0, far.connections());
    }

    @Test
    void b32_aProviderIsSuspendedByItsHosts() throws Exception {
        Sink far = sink("far.example");
        domains.with("big.example", new Peer("mx.big.example", far.peer().address(), far.port()));
        configure("to_mx *.big.example suspend_delivery true");

        assertEquals(
                List.of(
                        "untried x@big.example 4.3.2 its delivery is suspended by a line of"
                                + " dmail.conf, again at 2026-11-21T13:00:00Z"),
                sendInTurn(1, "default", "x@big.example"));
        assertEquals(List.of("delivered x@far.example"), sendInTurn(1, "default", "x@far.example"));
    }
}
