package dmail.smtp.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dmail.common.address.EmailAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The ways that were found a moment ago and led to one mailbox of ours. The mail of a busy mailbox
 * then costs no look at the users' data base and a handful of files for each message, and again
 * when it is delivered. What leads on, and what is bad news, is asked anew each time.
 */
public final class RecentRoutes {
    /** Whoever changes a user or an alias and then tries it by hand is slower. */
    public static final Duration USUAL_LIFE = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private final Cache<EmailAddress, Route> kept;

    /**
     * @param life for how long a way is known; zero forgets it at once
     */
    public RecentRoutes(Duration life, Ticker ticker) {
        kept =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(life)
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .build();
    }

    Optional<Route> find(EmailAddress address) {
        return Optional.ofNullable(kept.getIfPresent(address));
    }

    /**
     * Keeps what is worth it.
     *
     * @param route followed to all its ends
     */
    void keep(EmailAddress address, Route route) {
        if (!route.isFork() && route.destination() instanceof Destination.Local) {
            kept.put(address, route);
        }
    }
}
