package dmail.smtp.delivery.remote;

import dmail.smtp.client.Peer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hosts that could not be reached a moment ago by a binding: the domain's other hosts are tried
 * first. A host may refuse one source and take mail from another.
 */
final class RecentlyFailedHosts {
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Route, Instant> until = new HashMap<>();

    private record Route(Peer peer, String binding) {}

    RecentlyFailedHosts(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(Peer peer, String binding) {
        Instant now = clock.instant();
        if (until.size() >= MOST) {
            until.values().removeIf(now::isAfter);
        }
        if (until.size() < MOST) {
            until.put(new Route(peer, binding), now.plus(MEMORY));
        }
    }

    synchronized void worked(Peer peer, String binding) {
        if (!until.isEmpty()) {
            until.remove(new Route(peer, binding));
        }
    }

    synchronized void forget() {
        until.clear();
    }

    /** {@return the same hosts in the same order, with those that failed at the end} */
    synchronized List<Peer> sorted(List<Peer> peers, String binding) {
        if (until.isEmpty()) {
            return peers;
        }
        Instant now = clock.instant();
        List<Peer> sorted = new ArrayList<>();
        List<Peer> failedPeers = new ArrayList<>();
        for (Peer peer : peers) {
            Instant end = until.getOrDefault(new Route(peer, binding), Instant.MIN);
            boolean failed = now.isBefore(end);
            (failed ? failedPeers : sorted).add(peer);
        }
        sorted.addAll(failedPeers);
        return sorted;
    }
}
