package dmail.common.access;

import dmail.common.config.listen.ListenerPolicy;
import dmail.common.config.listen.SessionLimit;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.CountByKey;
import dmail.common.net.Accepted;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sessions of listeners that have limits of their own. While none has, nothing is
 * counted; when a reload brings limits, the server says which sessions are open. Thread-safe.
 */
public final class ListenerSessions {
    /** What is counted together. */
    private record Key(String listener, String network, Optional<ClientGroup> client) {}

    /** A session at a listener; equal to itself only, since a client may have several. */
    public static final class Place {
        private final ListenerAccess access;
        private final Accepted connection;

        Place(ListenerAccess access, Accepted connection) {
            this.access = access;
            this.connection = connection;
        }
    }

    /** What holds for a session: of the listener that has its address and port now. */
    private record Limits(String listener, ListenerPolicy policy, ClientGroup group) {
        static Limits of(Place place) {
            ListenerAccess.Holding holding = place.access.holding(place.connection);
            return new Limits(
                    holding.listener(),
                    holding.policy().forClient(place.connection.client()),
                    place.access.clientGroup(place.connection.client()));
        }

        private Key all(SessionLimit limit) {
            return new Key(listener, limit.network(), Optional.empty());
        }

        private Key ofClient(SessionLimit limit) {
            return new Key(listener, limit.network(), Optional.of(group));
        }

        boolean isReached(CountByKey<Key> sessions) {
            return policy.maxSessions()
                            .filter(limit -> sessions.of(all(limit)) >= limit.most())
                            .isPresent()
                    || policy.maxSessionsPerIp()
                            .filter(limit -> sessions.of(ofClient(limit)) >= limit.most())
                            .isPresent();
        }

        Set<Key> keys() {
            Set<Key> keys = new HashSet<>();
            policy.maxSessions().ifPresent(limit -> keys.add(all(limit)));
            policy.maxSessionsPerIp().ifPresent(limit -> keys.add(ofClient(limit)));
            return keys;
        }
    }

    /** Whether a listener has limits; set before the open sessions are asked for. */
    private volatile boolean isCounting;

    /** Guarded by this object, as the next one is. */
    private final CountByKey<Key> sessions = new CountByKey<>();

    /** As what they were counted. */
    private final Map<Place, Set<Key>> counted = new HashMap<>();

    /** Begins without sessions, and without limits. */
    ListenerSessions() {}

    /** {@return whether there may be one more session now} */
    boolean hasRoom(Place place) {
        return !isCounting || hasRoomByCount(place);
    }

    private synchronized boolean hasRoomByCount(Place place) {
        return !Limits.of(place).isReached(sessions);
    }

    /** {@return whether the session may begin} */
    boolean tryEnter(Place place) {
        return !isCounting || tryCount(place);
    }

    private synchronized boolean tryCount(Place place) {
        Limits limits = Limits.of(place);
        if (limits.isReached(sessions)) {
            return false;
        }
        count(place, limits);
        return true;
    }

    private void count(Place place, Limits limits) {
        if (isCounting) {
            Set<Key> keys = limits.keys();
            counted.put(place, keys);
            keys.forEach(sessions::add);
        }
    }

    /** A session that was let in is one of the open ones now; limits may have come meanwhile. */
    void begun(Place place) {
        if (isCounting) {
            countOnce(place);
        }
    }

    private synchronized void countOnce(Place place) {
        if (!counted.containsKey(place)) {
            count(place, Limits.of(place));
        }
    }

    /**
     * Counts by other policies, which are in force already.
     *
     * @param hasLimits whether a listener has limits
     * @param open the server's sessions: each is there when {@link #begun} is called, and no more
     *     when {@link #leave} is
     */
    synchronized void recount(boolean hasLimits, Supplier<? extends Collection<Place>> open) {
        if (!isCounting && !hasLimits) {
            return;
        }
        boolean wasCounting = isCounting;
        isCounting = hasLimits;
        Collection<Place> places = wasCounting ? List.copyOf(counted.keySet()) : open.get();
        sessions.clear();
        counted.clear();
        places.forEach(place -> count(place, Limits.of(place)));
    }

    /** Counts by policies that name other clients. */
    void recount() {
        recount(isCounting, List::of);
    }

    /** A session has ended, or could not begin. */
    void leave(Place place) {
        if (isCounting) {
            discount(place);
        }
    }

    private synchronized void discount(Place place) {
        @Nullable Set<Key> keys = counted.remove(place);
        if (keys != null) {
            keys.forEach(sessions::remove);
        }
    }
}
