package dmail.smtp.delivery.remote;

import dmail.smtp.client.Peer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hosts that could not be reached a moment ago: the domain's other hosts are tried first. */
final class RecentlyFailedHosts {
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Peer, Instant> until = new HashMap<>();

    RecentlyFailedHosts(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(Peer peer) {
        Instant now = clock.instant();
        if (until.size() >= MOST) {
            until.values().removeIf(now::isAfter);
        }
        if (until.size() < MOST) {
            until.put(peer, now.plus(MEMORY));
        }
    }

    synchronized void worked(Peer peer) {
        until.remove(peer);
    }

    synchronized void forget() {
        until.clear();
    }

    /** {@return the same hosts in the same order, with those that failed at the end} */
    synchronized List<Peer> sorted(List<Peer> peers) {
        if (until.isEmpty()) {
            return peers;
        }
        Instant now = clock.instant();
        List<Peer> sorted = new ArrayList<>();
        List<Peer> failedPeers = new ArrayList<>();
        for (Peer peer : peers) {
            boolean failed = now.isBefore(until.getOrDefault(peer, Instant.MIN));
            (failed ? failedPeers : sorted).add(peer);
        }
        sorted.addAll(failedPeers);
        return sorted;
    }
}
