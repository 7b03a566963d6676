package dmail.common.memory;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The sessions of one client group, and the memory that they have grown by. Thread-safe. */
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

    /** {@return the same without those that are about to leave} */
    long sessionsToStay() {
        return (long) sessions.get() - sessionsLeaving.get();
    }

    boolean isAnyLeaving() {
        return sessionsLeaving.get() > 0;
    }

    long octets() {
        return octets.get();
    }

    /** {@return the same without what those hold that are about to give way} */
    long octetsToStay() {
        return octets.get() - leaving.get();
    }

    void add(long more) {
        octets.addAndGet(more);
    }

    /** A session with so much gives way; less than nothing when it has given that back. */
    void leaves(long more) {
        leaving.addAndGet(more);
    }

    /** A session is about to leave. */
    void oneLeaves() {
        sessionsLeaving.incrementAndGet();
    }

    void enter(SessionMemory session) {
        sessions.incrementAndGet();
        members.add(session);
    }

    /** {@return how many are left} */
    int leave(SessionMemory session) {
        members.remove(session);
        if (session.isLeaving()) {
            sessionsLeaving.decrementAndGet();
        }
        return sessions.decrementAndGet();
    }

    /**
     * {@return of the sessions that wait for their clients the one that is due first} A client that
     * has logged in is due later, as {@link SessionMemory#due} tells.
     */
    Optional<SessionMemory> longestWaiting(Predicate<SessionMemory> eligible) {
        return members.stream()
                .filter(session -> session.isEvictable() && eligible.test(session))
                .min(Comparator.comparingLong(SessionMemory::due));
    }
}
