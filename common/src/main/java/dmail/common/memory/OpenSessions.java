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
final class OpenSessions {
    private final ConcurrentMap<Party, PartySessions> parties = new ConcurrentHashMap<>();

    /**
     * How much a party had when it was looked at. It changes all the time, and what changes can't
     * be sorted.
     */
    private record Measured(PartySessions sessions, long amount) {}

    /** Whoever looks for one to give way looks alone; the next finds what that one freed. */
    private final Object choice = new Object();

    SessionMemory enter(Party party, Function<PartySessions, SessionMemory> opening) {
        AtomicReference<SessionMemory> session = new AtomicReference<>();
        parties.compute(
                party,
                (_, known) -> {
                    PartySessions partySessions = known == null ? new PartySessions(party) : known;
                    SessionMemory made = opening.apply(partySessions);
                    partySessions.enter(made);
                    session.set(made);
                    return partySessions;
                });
        return Objects.requireNonNull(session.get());
    }

    void leave(SessionMemory session) {
        parties.computeIfPresent(
                session.party(),
                (_, partySessions) -> partySessions.leave(session) == 0 ? null : partySessions);
    }

    int sessions(Party party) {
        return Optional.ofNullable(parties.get(party)).map(PartySessions::sessions).orElse(0);
    }

    /**
     * Has a session end for one more of a party.
     *
     * @return whether one is about to end
     */
    boolean giveWayToSession(Party newcomer) {
        synchronized (choice) {
            Predicate<PartySessions> other =
                    partySessions -> !partySessions.party().equals(newcomer);
            Optional<SessionMemory> next =
                    next(other, PartySessions::sessionsToStay, sessions(newcomer) + 1L, _ -> true);
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
    long giveWayToOctets(Predicate<PartySessions> except, long has, long wanted) {
        synchronized (choice) {
            long freed = 0;
            while (freed < wanted) {
                Optional<SessionMemory> next =
                        next(
                                except.negate(),
                                PartySessions::octetsToStay,
                                has,
                                SessionMemory::hasGrown);
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
            Predicate<PartySessions> candidate,
            ToLongFunction<PartySessions> measure,
            long least,
            Predicate<SessionMemory> eligible) {
        return parties.values().stream()
                .filter(candidate)
                .map(party -> new Measured(party, measure.applyAsLong(party)))
                .filter(party -> party.amount() > least)
                .sorted(Comparator.comparingLong(Measured::amount).reversed())
                .map(party -> party.sessions().longestWaiting(eligible))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
