package dmail.smtp.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.SendingLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections there may be, and how much may be sent, by scope. */
final class LimitsOfScopesTest {
    /** That of the worked example. */
    private static final String[] EXAMPLE = {
        "max_outbound_connections 32",
        "binding default bind_address 192.0.2.10",
        "binding one bind_address 192.0.2.20",
        "binding_group bulk max_outbound_connections 10",
        "binding_group bulk domain mid.example max_outbound_connections 7",
        "binding_group bulk binding out1 bind_address 192.0.2.41",
        "binding_group bulk binding out1 max_outbound_connections 20",
        "binding_group bulk binding out1 domain slow.example max_outbound_connections 2",
        "binding_group bulk binding out1 host mx1.slow.example max_outbound_connections 1",
        "binding_group bulk binding out2 bind_address 192.0.2.42",
        "binding_group bulk binding out2 weight 2",
        "binding solo bind_address 192.0.2.10",
        "binding solo max_outbound_connections 15",
        "to_domain slow.example max_outbound_connections 4"
    };

    private final FakeClock clock = FakeClock.atNoon();
    private Optional<OutboundLimits> current = Optional.empty();

    private void configure(String... lines) {
        OutboundLimits next =
                OutboundLimits.of(
                        ScopeTable.of(SendingLines.read(String.join("\n", lines))), clock, current);
        current = Optional.of(next);
        next.takeEffect();
    }

    private DestinationLimits limits(String binding, String domain, String... best) {
        return current.orElseThrow().to(new ScopePlace(binding, domain, List.of(best)));
    }

    /** {@return the connections that may be open at the same time} */
    private static List<Lease> connectAll(DestinationLimits limits, String host) {
        List<Lease> all = new ArrayList<>();
        while (limits.connect(host) instanceof Admission.Granted(Lease lease, Permit permit)) {
            permit.end();
            all.add(lease);
        }
        return all;
    }

    private static int connections(DestinationLimits limits) {
        return connectAll(limits, "mx.example").size();
    }

    private static Optional<Hold> send(DestinationLimits limits, String host) {
        Permit permit = limits.send(host);
        Optional<Hold> hold = permit.begin();
        if (hold.isEmpty()) {
            permit.end();
        }
        return hold;
    }

    private static int messages(DestinationLimits limits) {
        return messages(limits, "mx.example");
    }

    private static int messages(DestinationLimits limits, String host) {
        int sent = 0;
        while (send(limits, host).isEmpty()) {
            sent++;
        }
        return sent;
    }

    private static Hold hold(DestinationLimits limits, String host) {
        return switch (limits.connect(host)) {
            case Admission.Held(Hold hold) -> hold;
            case Admission.Granted _ -> throw new AssertionError("a connection is granted");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "out1, slow.example, 2",
        "out1, mid.example, 7",
        "out1, other.example, 20",
        "out2, slow.example, 10",
        "out2, mid.example, 7",
        "out2, other.example, 10",
        "solo, slow.example, 15",
        "solo, mid.example, 15",
        "solo, other.example, 15",
        "one, slow.example, 4",
        "one, mid.example, 32",
        "one, other.example, 32",
        "default, slow.example, 4",
        "default, other.example, 32"
    })
    void momN6_theTableOfTheWorkedExample(String binding, String domain, int most) {
        configure(EXAMPLE);

        assertEquals(most, connections(limits(binding, domain)));
        assertEquals(most, limits(binding, domain).mostConnections(List.of()));
    }

    @Test
    void momN6_aHostHasALimitOfItsOwn() {
        configure(EXAMPLE);
        DestinationLimits slow = limits("out1", "slow.example");

        assertEquals(1, connectAll(slow, "mx1.slow.example").size());
        assertTrue(hold(slow, "mx1.slow.example").isOfHost());
        assertEquals(1, connectAll(slow, "mx2.slow.example").size());
        assertFalse(hold(slow, "mx2.slow.example").isOfHost());
    }

    @Test
    void momN6_aHostsLimitIsForAllDomainsAndBindings() {
        configure("binding one bind_address 192.0.2.20", "to_host mx.* max_outbound_connections 3");

        int taken =
                connectAll(limits("one", "a.example"), "mx.provider.example").size()
                        + connectAll(limits("default", "b.example"), "mx.provider.example").size();
        assertEquals(3, taken);
        assertEquals(3, connectAll(limits("one", "a.example"), "mx.other.example").size());
    }

    @Test
    void momN6_withoutALineThereAre32ForEachBindingAndDomain() {
        configure("binding one bind_address 192.0.2.20", "binding two bind_address 192.0.2.30");

        assertEquals(32, connections(limits("one", "a.example")));
        assertEquals(32, connections(limits("one", "b.example")));
        assertEquals(32, connections(limits("two", "a.example")));
    }

    @Test
    void momN7_theWholeServerHasALimit() {
        configure("server_max_outbound_connections 5");

        assertEquals(
                5,
                connections(limits("default", "a.example"))
                        + connections(limits("one", "b.example")));
    }

    @Test
    void momN7_aBindingHasALimitForAllItsDomains() {
        configure(
                "binding one server_max_outbound_connections 5",
                "binding_group g server_max_outbound_connections 4",
                "binding_group g binding two weight 1",
                "binding_group g binding three weight 1");

        int one = connections(limits("one", "a.example")) + connections(limits("one", "b.example"));
        assertEquals(5, one);
        assertEquals(4, connections(limits("two", "a.example")));
        assertEquals(4, connections(limits("three", "a.example")));
        assertEquals(32, connections(limits("default", "a.example")));
        assertEquals(5, current.orElseThrow().open("one"));
        assertEquals(45, current.orElseThrow().open());
    }

    @Test
    void momN8_aScopesLimitIsForAllBindingsTogether() {
        configure(
                "binding one bind_address 192.0.2.20",
                "to_domain slow.example scope_max_outbound_connections 5");

        connectAll(limits("one", "slow.example"), "mx.example").getFirst().run();
        assertEquals(1, connections(limits("default", "slow.example")));
        assertEquals(32, connections(limits("default", "other.example")));
    }

    @Test
    void momN8_behindAGroupItIsForItsMembersTogether() {
        configure(
                "binding_group g domain slow.example scope_max_outbound_connections 5",
                "binding_group g binding two weight 1",
                "binding_group g binding three weight 1");

        assertEquals(
                5,
                connections(limits("two", "slow.example"))
                        + connections(limits("three", "slow.example")));
        assertEquals(32, connections(limits("default", "slow.example")));
    }

    @Test
    void momN9_atMost60LeaveInAny3Seconds() {
        configure("outbound_throttle_messages 60/3");
        DestinationLimits limits = limits("default", "a.example");

        assertEquals(60, messages(limits));
        assertEquals(0, messages(limits("one", "b.example")));
        clock.advance(Duration.ofMillis(2999));
        assertEquals(0, messages(limits));
        assertEquals(Duration.ofMillis(1), send(limits, "mx.example").orElseThrow().length());
        clock.advance(Duration.ofMillis(1));
        assertEquals(60, messages(limits));
    }

    @Test
    void momN9_aBareNumberIsForEachSecond() {
        configure("outbound_throttle_messages 20");

        assertEquals(20, messages(limits("default", "a.example")));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(20, messages(limits("default", "a.example")));
    }

    @Test
    void momN9_newConnectionsAreThrottledInTheSameWay() {
        configure("outbound_throttle_connections 4/10");
        DestinationLimits limits = limits("default", "a.example");

        connectAll(limits, "mx.example").forEach(Lease::run);
        Hold hold = hold(limits, "mx.example");
        assertEquals(Duration.ofSeconds(10), hold.length());
        assertEquals("outbound_throttle_connections 4/10 (f:1) is reached", hold.why());
        clock.advance(Duration.ofSeconds(10));
        assertEquals(4, connections(limits));
    }

    @Test
    void momN2_membersShareTheThrottleOfTheirGroup() {
        configure(
                "binding_group g outbound_throttle_messages 10/60",
                "binding_group g binding two weight 1",
                "binding_group g binding three weight 1");

        send(limits("two", "a.example"), "mx.example");
        assertEquals(9, messages(limits("three", "b.example")));
    }

    @Test
    void momN2_oneWithALineOfItsOwnHasItsOwn() {
        configure(
                "binding_group g outbound_throttle_messages 10/60",
                "binding_group g binding two outbound_throttle_messages 3/60",
                "binding_group g binding three weight 1");

        assertEquals(3, messages(limits("two", "a.example")));
        assertEquals(10, messages(limits("three", "a.example")));
    }

    @Test
    void momN3_namesThatAPatternMatchesShareItsThrottle() {
        configure(
                "to_domain *.example outbound_throttle_messages 5/60",
                "to_domain own.example outbound_throttle_messages 2/60");

        send(limits("default", "a.example"), "mx.example");
        assertEquals(4, messages(limits("default", "b.example")));
        assertEquals(2, messages(limits("default", "own.example")));
    }

    @Test
    void momN10_whatAHostsThrottleKeepsDoesNotCountForTheDomain() {
        configure(
                "to_host mx1.example outbound_throttle_messages 2/60",
                "outbound_throttle_messages 7/60");
        DestinationLimits limits = limits("default", "a.example");

        assertEquals(2, messages(limits, "mx1.example"));
        Hold hold = hold(limits, "mx1.example");
        assertTrue(hold.isOfHost());
        assertEquals(5, messages(limits, "mx2.example"));
        assertFalse(hold(limits, "mx2.example").isOfHost());
    }

    @Test
    void b32_domainsOfAProviderShareLimitsAndThrottles() {
        configure(
                "to_mx *.provider.example max_outbound_connections 6",
                "to_mx *.provider.example outbound_throttle_messages 8/60",
                "to_domain *.example max_outbound_connections 9",
                "to_domain own.example max_outbound_connections 3");

        int together =
                connections(limits("default", "a.example", "mx1.provider.example"))
                        + connections(
                                limits("default", "b.example", "x.y", "mx2.provider.example"));
        assertEquals(6, together);
        assertEquals(3, connections(limits("default", "own.example", "mx1.provider.example")));
        assertEquals(9, connections(limits("default", "c.example", "mx.elsewhere.example")));
        int sent = messages(limits("default", "a.example", "mx1.provider.example"));
        assertEquals(8, sent);
        assertEquals(0, messages(limits("one", "b.example", "mx2.provider.example")));
    }

    @Test
    void aReloadChangesTheNumbersAndKeepsTheCounters() {
        configure("max_outbound_connections 4", "outbound_throttle_messages 10/60");
        List<Lease> open = connectAll(limits("default", "a.example"), "mx.example");
        send(limits("default", "a.example"), "mx.example");

        configure("max_outbound_connections 6", "outbound_throttle_messages 3/60");

        assertEquals(2, connections(limits("default", "a.example")));
        assertEquals(2, messages(limits("default", "a.example")));
        open.forEach(Lease::run);
        clock.advance(Duration.ofMinutes(1));
        assertEquals(4, connections(limits("default", "a.example")));
    }

    @Test
    void aReloadWakesWhatWaits() {
        configure("outbound_throttle_messages 1/3600");
        DestinationLimits limits = limits("default", "a.example");
        send(limits, "mx.example");
        AtomicInteger woken = new AtomicInteger();
        current.orElseThrow()
                .await(send(limits, "mx.example").orElseThrow(), () -> woken.incrementAndGet() > 0);

        configure("outbound_throttle_messages 2/3600");

        assertEquals(1, woken.get());
        assertEquals(1, messages(limits("default", "a.example")));
    }

    @Test
    void aConnectionThatEndsWakesTheFirstThatMakesUseOfIt() {
        configure("max_outbound_connections 1");
        DestinationLimits limits = limits("default", "a.example");
        Lease open = connectAll(limits, "mx.example").getFirst();
        Hold hold = hold(limits, "mx.example");
        List<String> woken = new ArrayList<>();
        OutboundLimits all = current.orElseThrow();
        all.await(hold, () -> !woken.add("idle"));
        all.await(hold, () -> woken.add("busy"));
        all.await(hold, () -> woken.add("next"));

        assertTrue(open.isAwaited());
        open.run();
        open.run();

        assertEquals(List.of("idle", "busy"), woken);
    }

    @Test
    void aConnectionThatOtherMailTakesOverCountsThere() {
        configure("max_outbound_connections 1");
        Lease open = connectAll(limits("default", "a.example"), "mx.example").getFirst();
        assertTrue(limits("default", "b.example").reuse(open, "mx.example").isEmpty());

        assertEquals(0, connections(limits("default", "b.example")));
        assertEquals(1, connections(limits("default", "a.example")));
        assertTrue(limits("default", "a.example").reuse(open, "mx.example").isPresent());
        open.run();
        assertEquals(1, connections(limits("default", "b.example")));
    }
}
