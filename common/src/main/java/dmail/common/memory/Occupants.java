package dmail.common.memory;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The sessions that are open, by party. When nothing is left for a newcomer, the party that has
 * most gives way: its session that has been waiting for its client longest ends. So each party gets
 * what it asks for, or as much as any other has (max-min fairness). Thread-safe.
 */
final class Occupants {
    private final ConcurrentMap<Party, Share> shares = new ConcurrentHashMap<>();

    /**
     * How much a party had when it was looked at. It changes all the time, and what changes can't
     * be sorted.
     */
    private record Measured(Share share, long amount) {}

    /** Whoever looks for one to give way looks alone; the next finds what that one freed. */
    private final Object choice = new Object();

    SessionMemory enter(Party party, Function<Share, SessionMemory> opening) {
        AtomicReference<SessionMemory> session = new AtomicReference<>();
        shares.compute(
                party,
                (_, known) -> {
                    Share share = known == null ? new Share(party) : known;
                    SessionMemory made = opening.apply(share);
                    share.enter(made);
                    session.set(made);
                    return share;
                });
        return Objects.requireNonNull(session.get());
    }

    void leave(SessionMemory session) {
        shares.computeIfPresent(
                session.party(), (_, share) -> share.leave(session) == 0 ? null : share);
    }

    int sessions(Party party) {
        return Optional.ofNullable(shares.get(party)).map(Share::sessions).orElse(0);
    }

    /**
     * Has a session end for one more of a party.
     *
     * @return whether one is about to end
     */
    boolean giveWayToSession(Party newcomer) {
        synchronized (choice) {
            Predicate<Share> other = share -> !share.party().equals(newcomer);
            Optional<SessionMemory> next =
                    next(other, Share::sessionsToStay, sessions(newcomer) + 1L, _ -> true);
            next.ifPresent(SessionMemory::giveWay);
            return next.isPresent();
        }
    }

    /**
     * Has sessions end until about so much is free.
     *
     * @param except whose sessions stay
     * @param has what the one who asks will have then; only those who have more give way
     * @return how much is about to be free
     */
    long giveWayToOctets(Predicate<Share> except, long has, long wanted) {
        synchronized (choice) {
            long freed = 0;
            while (freed < wanted) {
                Optional<SessionMemory> next =
                        next(except.negate(), Share::octetsToStay, has, SessionMemory::hasGrown);
                if (next.isEmpty()) {
                    return freed;
                }
                freed += next.get().giveWay();
            }
            return freed;
        }
    }

    /**
     * Parties of which nobody waits can't give way now; the next has less, but more than enough.
     */
    private Optional<SessionMemory> next(
            Predicate<Share> candidate,
            ToLongFunction<Share> measure,
            long least,
            Predicate<SessionMemory> eligible) {
        return shares.values().stream()
                .filter(candidate)
                .map(share -> new Measured(share, measure.applyAsLong(share)))
                .filter(party -> party.amount() > least)
                .sorted(Comparator.comparingLong(Measured::amount).reversed())
                .map(party -> party.share().longestWaiting(eligible))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
