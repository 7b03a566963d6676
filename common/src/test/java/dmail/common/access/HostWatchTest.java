package dmail.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Hosts are looked up by hand, at a time that only this test moves on. */
final class HostWatchTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

    private final AtomicLong nanoTime = new AtomicLong();
    private final Map<String, Optional<List<InetAddress>>> dns = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final HostWatch watch =
            new HostWatch(this::addresses, nanoTime::get, changes::incrementAndGet);

    private Optional<List<InetAddress>> addresses(String host) {
        asked.add(host);
        return dns.getOrDefault(host, Optional.empty());
    }

    private void aMinuteLater() {
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        watch.lookUp();
    }

    @Test
    void mtqN6_eachHostIsLookedUpOnceAMinute() {
        watch.want(Set.of("one.example"));
        watch.lookUp();
        watch.lookUp();
        assertEquals(List.of("one.example"), asked);
        aMinuteLater();
        assertEquals(List.of("one.example", "one.example"), asked);
    }

    @Test
    void mtqN6_aReloadHasEachHostLookedUpAtOnce() {
        watch.want(Set.of("one.example"));
        dns.put("one.example", Optional.of(List.of(ONE)));
        watch.lookUp();
        watch.want(Set.of("one.example"));
        assertEquals(Map.of("one.example", List.of(ONE)), watch.known());
        watch.lookUp();
        assertEquals(List.of("one.example", "one.example"), asked);
    }

    @Test
    void mtqN6_otherAddressesReplaceTheFormerOnes() {
        watch.want(Set.of("one.example"));
        dns.put("one.example", Optional.of(List.of(ONE)));
        watch.lookUp();
        assertEquals(Map.of("one.example", List.of(ONE)), watch.known());
        aMinuteLater();
        assertEquals(1, changes.get());
        dns.put("one.example", Optional.of(List.of(TWO)));
        aMinuteLater();
        assertEquals(Map.of("one.example", List.of(TWO)), watch.known());
        assertEquals(2, changes.get());
        dns.put("one.example", Optional.of(List.of()));
        aMinuteLater();
        assertEquals(Map.of("one.example", List.of()), watch.known());
    }

    @Test
    void mtqN6_whileDnsFailsTheLastAddressesHold() {
        watch.want(Set.of("one.example"));
        dns.put("one.example", Optional.of(List.of(ONE)));
        watch.lookUp();
        dns.put("one.example", Optional.empty());
        aMinuteLater();
        assertEquals(Map.of("one.example", List.of(ONE)), watch.known());
    }

    @Test
    void aNewHostIsLookedUpAtOnceAndAFormerOneForgotten() {
        dns.put("one.example", Optional.of(List.of(ONE)));
        watch.want(Set.of("one.example"));
        watch.lookUp();
        watch.want(Set.of("two.example"));
        watch.lookUp();
        assertEquals(List.of("one.example", "two.example"), asked);
        assertEquals(Map.of(), watch.known());
    }

    @Test
    void aHostCountsWithSomeAddressesOnly() {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 1; i <= HostWatch.MOST_ADDRESSES + 1; i++) {
            many.add(InetAddress.ofLiteral("10.0.0." + i));
        }
        dns.put("one.example", Optional.of(many));
        watch.want(Set.of("one.example"));
        watch.lookUp();
        assertEquals(
                HostWatch.MOST_ADDRESSES,
                watch.known().getOrDefault("one.example", List.of()).size());
    }
}
