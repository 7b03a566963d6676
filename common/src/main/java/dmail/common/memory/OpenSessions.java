package dmail.common.memory;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The open sessions, by client group. When everything is taken, the group that has most loses its
 * session that has been waiting longest for its client. So each group gets what it asks for, or as
 * much as any other has (max-min fairness). If no group has more than the new client's will have,
 * for instance when somebody connects from a thousand networks, the session that has waited longest
 * among groups with as much is evicted, if it has waited long enough. A session that is working is
 * never evicted. Before all others those sessions are evicted that have ended and only wait for
 * their clients to close. Thread-safe.
 */
final class OpenSessions {
    /**
     * Groups count as equal up to this factor: a handshake takes four times as much as the session
     * after it.
     */
    private static final int MUCH_THE_SAME = 4;

    private final ConcurrentMap<ClientGroup, ClientGroupSessions> clientGroups =
            new ConcurrentHashMap<>();

    /**
     * What a client group had when it was looked at. The numbers change all the time, and sorting
     * needs fixed ones.
     */
    private record Measured(ClientGroupSessions sessions, long amount) {}

    /** When a session was due for eviction when it was looked at. */
    private record Waiting(SessionMemory session, long due) {}

    /** Only one thread at a time chooses a session; the next one then sees what that has freed. */
    private final Object choice = new Object();

    SessionMemory enter(
            ClientGroup clientGroup, Function<ClientGroupSessions, SessionMemory> opening) {
        AtomicReference<SessionMemory> session = new AtomicReference<>();
        clientGroups.compute(
                clientGroup,
                (_, known) -> {
                    ClientGroupSessions groupSessions =
                            known == null ? new ClientGroupSessions(clientGroup) : known;
                    SessionMemory made = opening.apply(groupSessions);
                    groupSessions.enter(made);
                    session.set(made);
                    return groupSessions;
                });
        return Objects.requireNonNull(session.get());
    }

    void leave(SessionMemory session) {
        clientGroups.computeIfPresent(
                session.clientGroup(),
                (_, groupSessions) -> groupSessions.leave(session) == 0 ? null : groupSessions);
    }

    int sessions(ClientGroup clientGroup) {
        return Optional.ofNullable(clientGroups.get(clientGroup))
                .map(ClientGroupSessions::sessions)
                .orElse(0);
    }

    /** {@return the number of sessions without those that are about to end} */
    long sessionsToStay(ClientGroup clientGroup) {
        return Optional.ofNullable(clientGroups.get(clientGroup))
                .map(ClientGroupSessions::sessionsToStay)
                .orElse(0L);
    }

    /**
     * Evicts a session for a new one of a client group.
     *
     * @param coming how many new sessions of the group others are being evicted for already
     */
    SessionEviction evictForSession(ClientGroup newcomer, int coming) {
        Predicate<ClientGroupSessions> other = sessions -> !sessions.clientGroup().equals(newcomer);
        synchronized (choice) {
            Optional<SessionMemory> over = lingering();
            if (over.isPresent()) {
                return giveWay(over);
            }
            long has = sessionsToStay(newcomer) + coming + 1;
            Optional<SessionMemory> next =
                    ofRichest(other, ClientGroupSessions::sessionsToStay, has, _ -> true);
            if (next.isPresent()) {
                next.get().giveWay();
                return SessionEviction.ENDS;
            }
            Predicate<ClientGroupSessions> equal =
                    other.and(sessions -> sessions.sessionsToStay() >= has);
            return clientGroups.values().stream().anyMatch(equal)
                    ? giveWay(ofEquals(equal, _ -> true))
                    : SessionEviction.NOBODY;
        }
    }

    /**
     * A session that has ended but whose client doesn't close the connection must not keep others
     * out.
     */
    private Optional<SessionMemory> lingering() {
        return clientGroups.values().stream()
                .filter(ClientGroupSessions::isAnyLeaving)
                .map(groupSessions -> groupSessions.longestWaiting(SessionMemory::isLeaving))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(SessionMemory::due));
    }

    private static SessionEviction giveWay(Optional<SessionMemory> next) {
        next.ifPresent(SessionMemory::giveWay);
        return next.isPresent() ? SessionEviction.ENDS : SessionEviction.NOT_YET;
    }

    /**
     * Evicts sessions until about this much is free.
     *
     * @param except the client groups whose sessions stay
     * @param has octets the asking group will have if its request is granted
     * @param octets of the request
     * @param wanted octets to be freed by groups that have more, at least {@code octets}
     * @return how much is about to be free
     */
    long evictForOctets(Predicate<ClientGroupSessions> except, long has, long octets, long wanted) {
        Predicate<ClientGroupSessions> other = except.negate();
        synchronized (choice) {
            long freed =
                    giveWay(
                            wanted,
                            () ->
                                    ofRichest(
                                            other,
                                            ClientGroupSessions::octetsToStay,
                                            has,
                                            SessionMemory::hasGrown));
            Predicate<ClientGroupSessions> equal =
                    other.and(sessions -> isEqual(sessions.octetsToStay(), has - octets, has));
            return freed + giveWay(octets - freed, () -> ofEquals(equal, SessionMemory::hasGrown));
        }
    }

    /**
     * {@return whether another group has more than this, including sessions that are working or
     * being evicted}
     */
    boolean hasMore(Predicate<ClientGroupSessions> except, long least) {
        return clientGroups.values().stream()
                .filter(except.negate())
                .anyMatch(sessions -> sessions.octets() > least);
    }

    /**
     * Sessions that do the same differ a little in what they take, so within a factor of four they
     * count as equal. But a group that has more already gets nothing from one that has less.
     */
    private static boolean isEqual(long amount, long hasNow, long willHave) {
        return amount > hasNow && amount >= willHave / MUCH_THE_SAME;
    }

    private static long giveWay(long wanted, Supplier<Optional<SessionMemory>> choice) {
        long freed = 0;
        while (freed < wanted) {
            Optional<SessionMemory> next = choice.get();
            if (next.isEmpty()) {
                return freed;
            }
            freed += next.get().giveWay();
        }
        return freed;
    }

    /**
     * If no session of the group with most waits for its client, none of it can be evicted now; the
     * next group has less, but still more than enough.
     */
    private Optional<SessionMemory> ofRichest(
            Predicate<ClientGroupSessions> candidate,
            ToLongFunction<ClientGroupSessions> measure,
            long least,
            Predicate<SessionMemory> eligible) {
        return clientGroups.values().stream()
                .filter(candidate)
                .map(groupSessions ->
                        new Measured(groupSessions, measure.applyAsLong(groupSessions)))
                .filter(measured -> measured.amount() > least)
                .sorted(Comparator.comparingLong(Measured::amount).reversed())
                .map(measured -> measured.sessions().longestWaiting(eligible))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Among equals the session that has waited longest is evicted, if it has waited long enough.
     */
    private Optional<SessionMemory> ofEquals(
            Predicate<ClientGroupSessions> equal, Predicate<SessionMemory> eligible) {
        long now = System.nanoTime();
        return clientGroups.values().stream()
                .filter(equal)
                .map(groupSessions -> groupSessions.longestWaiting(eligible))
                .flatMap(Optional::stream)
                .map(session -> new Waiting(session, session.due()))
                .filter(waiting -> waiting.due() <= now)
                .min(Comparator.comparingLong(Waiting::due))
                .map(Waiting::session);
    }
}
