package dmail.common.memory;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The sessions of one client group, and the memory that they have taken beyond their base.
 * Thread-safe.
 */
final class ClientGroupSessions {
    private final ClientGroup clientGroup;
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger sessionsLeaving = new AtomicInteger();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong leaving = new AtomicLong();
    private final Set<SessionMemory> members = ConcurrentHashMap.newKeySet();

    ClientGroupSessions(ClientGroup clientGroup) {
        this.clientGroup = clientGroup;
    }

    ClientGroup clientGroup() {
        return clientGroup;
    }

    int sessions() {
        return sessions.get();
    }

    /** {@return the number of sessions without those that are about to end} */
    long sessionsToStay() {
        return (long) sessions.get() - sessionsLeaving.get();
    }

    boolean isAnyLeaving() {
        return sessionsLeaving.get() > 0;
    }

    long octets() {
        return octets.get();
    }

    /** {@return the memory of the group without that of sessions being evicted} */
    long octetsToStay() {
        return octets.get() - leaving.get();
    }

    void add(long more) {
        octets.addAndGet(more);
    }

    /**
     * A session with this much memory is being evicted; negative when it has given memory back
     * since.
     */
    void leaves(long more) {
        leaving.addAndGet(more);
    }

    /** A session is about to end. */
    void oneLeaves() {
        sessionsLeaving.incrementAndGet();
    }

    void enter(SessionMemory session) {
        sessions.incrementAndGet();
        members.add(session);
    }

    /** {@return how many sessions are left} */
    int leave(SessionMemory session) {
        members.remove(session);
        if (session.isLeaving()) {
            sessionsLeaving.decrementAndGet();
        }
        return sessions.decrementAndGet();
    }

    /**
     * {@return the session that is due first for eviction, among those that wait for their clients}
     * One whose client has logged in is due later, see {@link SessionMemory#due}.
     */
    Optional<SessionMemory> longestWaiting(Predicate<SessionMemory> eligible) {
        return members.stream()
                .filter(session -> session.isEvictable() && eligible.test(session))
                .min(Comparator.comparingLong(SessionMemory::due));
    }
}
