package dmail.smtp.client;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for an hour which hosts offer an extension that fails, so that not every message fails
 * on it first. Thread-safe.
 */
public final class BrokenExtensions {
    static final Duration MEMORY = Duration.ofHours(1);

    /** Beyond this, the oldest entry is forgotten. */
    static final int MOST = 10_000;

    private final InstantSource clock;
    private final Log log;
    private final Map<Broken, Instant> until = new LinkedHashMap<>();

    private record Broken(Peer peer, EhloExtension offer) {}

    /**
     * @param log gets each host once an hour
     */
    public BrokenExtensions(InstantSource clock, Log log) {
        this.clock = clock;
        this.log = log;
    }

    /** {@return whether the extension isn't known to fail with this host} */
    synchronized boolean works(Peer peer, EhloExtension offer) {
        Broken key = new Broken(peer, offer);
        Optional<Instant> end = Optional.ofNullable(until.get(key));
        if (end.isPresent() && !clock.instant().isBefore(end.get())) {
            until.remove(key);
            return true;
        }
        return end.isEmpty();
    }

    /** Remembers that the extension failed. */
    void add(Peer peer, EhloExtension offer, String why) {
        if (remember(new Broken(peer, offer))) {
            log.info(
                    LogLine.of("extension not usable")
                            .with("extension", offer)
                            .with("relay", peer)
                            .with("port", peer.port())
                            .with("reason", why)
                            .with("for", "1 hour without it"));
        }
    }

    /** {@return whether it was not known before} */
    private synchronized boolean remember(Broken key) {
        boolean isNew = works(key.peer, key.offer);
        until.remove(key);
        if (until.size() == MOST) {
            until.remove(until.keySet().iterator().next());
        }
        until.put(key, clock.instant().plus(MEMORY));
        return isNew;
    }
}
