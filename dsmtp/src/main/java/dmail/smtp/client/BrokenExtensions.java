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
 * Which hosts offer what doesn't work with them, so that not each message finds it out anew: known
 * for an hour, since hosts are mended. Thread-safe.
 */
public final class BrokenExtensions {
    static final Duration MEMORY = Duration.ofHours(1);

    /** Then the one known longest is forgotten. */
    static final int MOST = 10_000;

    private final InstantSource clock;
    private final Log log;
    private final Map<Broken, Instant> until = new LinkedHashMap<>();

    private record Broken(Peer peer, EhloExtension offer) {}

    /**
     * @param log is told once an hour of each
     */
    public BrokenExtensions(InstantSource clock, Log log) {
        this.clock = clock;
        this.log = log;
    }

    /** {@return whether to take the host up on its offer} */
    synchronized boolean works(Peer peer, EhloExtension offer) {
        Broken key = new Broken(peer, offer);
        Optional<Instant> end = Optional.ofNullable(until.get(key));
        if (end.isPresent() && !clock.instant().isBefore(end.get())) {
            until.remove(key);
            return true;
        }
        return end.isEmpty();
    }

    /** The offer was taken, and it didn't work. */
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

    /** {@return whether that is news} */
    private synchronized boolean remember(Broken key) {
        boolean news = works(key.peer, key.offer);
        until.remove(key);
        if (until.size() == MOST) {
            until.remove(until.keySet().iterator().next());
        }
        until.put(key, clock.instant().plus(MEMORY));
        return news;
    }
}
