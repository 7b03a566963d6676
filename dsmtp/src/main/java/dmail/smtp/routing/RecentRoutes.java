package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The ways that were found a moment ago and led to one mailbox of ours. The mail of a busy mailbox
 * then costs no look at the users' data base and a handful of files for each message, and again
 * when it is delivered. What leads to another host or to several places, and what is bad news, is
 * asked anew each time.
 *
 * <p>Safe for many threads.
 */
public final class RecentRoutes {
    /** Whoever changes a user or an alias and then tries it by hand is slower. */
    public static final Duration USUAL_LIFE = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    /**
     * A way.
     *
     * @param found when, in nanoseconds
     */
    private record Known(Route route, long found) {}

    private final Map<EmailAddress, Known> kept = new ConcurrentHashMap<>();
    private final long life;
    private final LongSupplier nanoTime;

    /**
     * @param life for how long a way is known; zero forgets it at once
     */
    public RecentRoutes(Duration life, LongSupplier nanoTime) {
        this.life = life.toNanos();
        this.nanoTime = nanoTime;
    }

    Optional<Route> find(EmailAddress address) {
        Known known = kept.get(address);
        return known != null && nanoTime.getAsLong() - known.found() < life
                ? Optional.of(known.route())
                : Optional.empty();
    }

    /**
     * Keeps what is worth it.
     *
     * @param route followed to all its ends
     */
    void keep(EmailAddress address, Route route) {
        if (route.isFork() || !(route.destination() instanceof Destination.Local)) {
            return;
        }
        if (kept.size() >= MOST) {
            // Seldom, and then most of them are out of date.
            kept.clear();
        }
        kept.put(address, new Known(route, nanoTime.getAsLong()));
    }
}
