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
 * The sessions that are open, by client group. When nothing is left for a newcomer, the client
 * group that has most gives way: its session that has been waiting for its client longest ends. So
 * each client group gets what it asks for, or as much as any other has (max-min fairness). Where
 * nobody has more than the newcomer will have, as when somebody comes from a thousand networks, of
 * its equals that session gives way that has waited longest, if that is long enough. None that
 * works ever does. Before all of them those go that are over and only wait for their clients to
 * close. Thread-safe.
 */
final class OpenSessions {
    /** A handshake holds four times as much as the session that comes of it. */
    private static final int MUCH_THE_SAME = 4;

    private final ConcurrentMap<ClientGroup, ClientGroupSessions> clientGroups =
            new ConcurrentHashMap<>();

    /**
     * How much a client group had when it was looked at. It changes all the time, and what changes
     * can't be sorted.
     */
    private record Measured(ClientGroupSessions sessions, long amount) {}

    /** When a session was due when it was looked at. */
    private record Waiting(SessionMemory session, long due) {}

    /** Only one at a time chooses who gives way; the next one finds what that has freed. */
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

    /** {@return the same without those that are about to leave} */
    long sessionsToStay(ClientGroup clientGroup) {
        return Optional.ofNullable(clientGroups.get(clientGroup))
                .map(ClientGroupSessions::sessionsToStay)
                .orElse(0L);
    }

    /**
     * Has a session end for one more of a client group.
     *
     * @param coming how many of its newcomers others are giving way to already
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

    /** Whoever has heard the last word, and doesn't go, keeps nobody out. */
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
     * Has sessions end until about so much is free.
     *
     * @param except whose sessions stay
     * @param has what the one who asks will have then
     * @param octets what it asks for
     * @param wanted what those who have more than that give up, at least {@code octets}
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

    /** {@return whether others have more than so much, be they about to leave or at work} */
    boolean hasMore(Predicate<ClientGroupSessions> except, long least) {
        return clientGroups.values().stream()
                .filter(except.negate())
                .anyMatch(sessions -> sessions.octets() > least);
    }

    /**
     * Sessions that do the same differ a little in what they hold, so a quarter is much the same.
     * But whoever has more already gets nothing of one who has less.
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

    /** Groups of which nobody waits can't give way now; the next has less, but more than enough. */
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

    /** Among equals the one goes that has waited longest, if that is long enough. */
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
