package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The route cache: routes of the last second that ended in one local mailbox. While a mailbox is
 * busy, neither RCPT nor delivery needs a look-up in the user data base or a file for it. Only
 * delivery fills the cache, since RCPT expands an address no further than necessary. Remote and
 * multiple destinations and failures are not cached.
 *
 * <p>Thread-safe.
 */
public final class RecentRoutes {
    /** Nobody changes a user or an alias and tries it faster than that. */
    public static final Duration USUAL_LIFE = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    /**
     * A cached route.
     *
     * @param found when, in nanoseconds
     */
    private record Known(Route route, long found) {}

    private final Map<EmailAddress, Known> kept = new ConcurrentHashMap<>();
    private final long life;
    private final LongSupplier nanoTime;

    /**
     * @param life how long a route is cached; zero turns the cache off
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
     * Caches a route, if it qualifies.
     *
     * @param route fully expanded
     */
    void keep(EmailAddress address, Route route) {
        if (route.isFork() || !(route.destination() instanceof Destination.Local)) {
            return;
        }
        if (kept.size() >= MOST) {
            // Seldom, and then most routes are out of date.
            kept.clear();
        }
        kept.put(address, new Known(route, nanoTime.getAsLong()));
    }
}
