package dmail.common.access;

import dmail.common.config.listen.ListenerPolicy;
import dmail.common.config.listen.SessionLimit;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.CountByKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the sessions of listeners that have limits of their own. Thread-safe. */
public final class ListenerSessions {
    /** What is counted together. */
    private record Key(String listener, String network, Optional<ClientGroup> client) {}

    private record Limit(Key key, int most) {}

    /** What a session is counted in; {@link #leave} must be called when it has ended. */
    public static final class Place {
        /** Of a session that no limit is for. */
        static final Place UNCOUNTED = new Place(List.of());

        private final List<Limit> limits;

        private Place(List<Limit> limits) {
            this.limits = limits;
        }

        boolean isCounted() {
            return !limits.isEmpty();
        }
    }

    /** Guarded by this object. */
    private final CountByKey<Key> sessions = new CountByKey<>();

    /** Begins without sessions. */
    ListenerSessions() {}

    /** {@return whether a client may have one more session now} */
    boolean hasRoom(String listener, ListenerPolicy policy, ClientGroup client) {
        Place place = place(listener, policy, client);
        return !place.isCounted() || hasRoom(place);
    }

    /** {@return where a session is counted; empty when its listener has enough} */
    Optional<Place> tryEnter(String listener, ListenerPolicy policy, ClientGroup client) {
        Place place = place(listener, policy, client);
        return !place.isCounted() || tryEnter(place) ? Optional.of(place) : Optional.empty();
    }

    private static Place place(String listener, ListenerPolicy policy, ClientGroup client) {
        if (policy.maxSessions().isEmpty() && policy.maxSessionsPerIp().isEmpty()) {
            return Place.UNCOUNTED;
        }
        List<Limit> limits = new ArrayList<>();
        policy.maxSessions()
                .ifPresent(limit -> limits.add(limit(listener, limit, Optional.empty())));
        policy.maxSessionsPerIp()
                .ifPresent(limit -> limits.add(limit(listener, limit, Optional.of(client))));
        return new Place(limits);
    }

    private static Limit limit(String listener, SessionLimit limit, Optional<ClientGroup> client) {
        return new Limit(new Key(listener, limit.network(), client), limit.most());
    }

    private synchronized boolean hasRoom(Place place) {
        return place.limits.stream().allMatch(limit -> sessions.of(limit.key()) < limit.most());
    }

    private synchronized boolean tryEnter(Place place) {
        boolean hasRoom = hasRoom(place);
        if (hasRoom) {
            place.limits.forEach(limit -> sessions.add(limit.key()));
        }
        return hasRoom;
    }

    /** A session has ended. */
    synchronized void leave(Place place) {
        place.limits.forEach(limit -> sessions.remove(limit.key()));
    }
}
