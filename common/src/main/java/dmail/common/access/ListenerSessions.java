package dmail.common.access;

import dmail.common.config.listen.ListenerPolicy;
import dmail.common.config.listen.SessionLimit;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.CountByKey;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the sessions of listeners that have limits of their own. Other sessions are known, too,
 * since a reload can bring limits. Thread-safe.
 */
public final class ListenerSessions {
    /** What is counted together. */
    private record Key(String listener, String network, Optional<ClientGroup> client) {}

    /** A session; {@link #leave} must be called when it has ended. */
    public static final class Place {
        private final ListenerAccess access;
        private final InetAddress client;
        private final ClientGroup group;

        /** Guarded by the sessions, as they were counted. */
        private List<Key> counted = List.of();

        Place(ListenerAccess access, InetAddress client, ClientGroup group) {
            this.access = access;
            this.client = client;
            this.group = group;
        }

        private ListenerPolicy policy() {
            return access.policy().forClient(client);
        }

        private Key key(SessionLimit limit, Optional<ClientGroup> clients) {
            return new Key(access.listener().name(), limit.network(), clients);
        }

        private Key all(SessionLimit limit) {
            return key(limit, Optional.empty());
        }

        private Key ofClient(SessionLimit limit) {
            return key(limit, Optional.of(group));
        }
    }

    /** Guarded by this object, as the next one is. */
    private final CountByKey<Key> sessions = new CountByKey<>();

    private final Set<Place> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Begins without sessions. */
    ListenerSessions() {}

    /** {@return whether there may be one more session now} */
    synchronized boolean hasRoom(Place place) {
        return hasRoom(place, place.policy());
    }

    private boolean hasRoom(Place place, ListenerPolicy policy) {
        return policy.maxSessions().filter(limit -> isFull(limit, place.all(limit))).isEmpty()
                && policy.maxSessionsPerIp()
                        .filter(limit -> isFull(limit, place.ofClient(limit)))
                        .isEmpty();
    }

    private boolean isFull(SessionLimit limit, Key key) {
        return sessions.of(key) >= limit.most();
    }

    /** {@return whether the session may begin; it is counted then} */
    synchronized boolean tryEnter(Place place) {
        ListenerPolicy policy = place.policy();
        boolean hasRoom = hasRoom(place, policy);
        if (hasRoom) {
            open.add(place);
            count(place, policy);
        }
        return hasRoom;
    }

    private void count(Place place, ListenerPolicy policy) {
        if (policy.maxSessions().isEmpty() && policy.maxSessionsPerIp().isEmpty()) {
            place.counted = List.of();
            return;
        }
        Set<Key> keys = new HashSet<>();
        policy.maxSessions().ifPresent(limit -> keys.add(place.all(limit)));
        policy.maxSessionsPerIp().ifPresent(limit -> keys.add(place.ofClient(limit)));
        place.counted = List.copyOf(keys);
        place.counted.forEach(sessions::add);
    }

    /** Counts by other policies, which are in force already. */
    synchronized void recount() {
        for (Place place : open) {
            place.counted.forEach(sessions::remove);
            count(place, place.policy());
        }
    }

    /** A session has ended. */
    synchronized void leave(Place place) {
        if (open.remove(place)) {
            place.counted.forEach(sessions::remove);
        }
    }
}
