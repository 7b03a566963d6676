package dmail.smtp.queue.backlog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose turn it is: bindings take turns, and so do the destinations of each. A binding whose hosts
 * don't answer can have all attempts at a time, but some more are kept for the others. Guarded by
 * {@link Backlog}.
 */
final class RoundRobin {
    /** What is kept for bindings that have few attempts under way, besides all others. */
    private static final int KEPT = Backlog.AT_ONCE / 5;

    private static final int MOST_KEPT_FOR_ONE = KEPT / 2;

    private final Map<String, Turns> bindings = new HashMap<>();
    private final Deque<Turns> waiting = new ArrayDeque<>();
    private int active;

    /** The destinations of one binding. */
    private static final class Turns {
        private final Deque<DestinationQueue> destinations = new ArrayDeque<>();
        private int known;
        private int active;
    }

    /** There is a new destination. */
    void enter(DestinationQueue destination) {
        bindings.computeIfAbsent(destination.binding(), _ -> new Turns()).known++;
    }

    /** A destination is gone, for which nothing waits or is under way. */
    void leave(DestinationQueue destination) {
        Turns turns = turns(destination);
        turns.known--;
        if (turns.known == 0) {
            bindings.remove(destination.binding());
        }
    }

    /** A destination waits for its turn. */
    void add(DestinationQueue destination) {
        Turns turns = turns(destination);
        if (turns.destinations.isEmpty()) {
            waiting.addLast(turns);
        }
        turns.destinations.addLast(destination);
    }

    /** {@return the destination whose turn it is, unless there is no room} */
    Optional<DestinationQueue> next() {
        for (int i = waiting.size(); i > 0; i--) {
            Turns turns = waiting.removeFirst();
            Optional<DestinationQueue> next =
                    mayBegin(turns)
                            ? Optional.of(turns.destinations.removeFirst())
                            : Optional.empty();
            if (!turns.destinations.isEmpty()) {
                waiting.addLast(turns);
            }
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private boolean mayBegin(Turns turns) {
        int kept = Math.clamp(KEPT / Math.max(1, bindings.size()), 1, MOST_KEPT_FOR_ONE);
        return active < Backlog.AT_ONCE || (turns.active < kept && active < Backlog.AT_ONCE + KEPT);
    }

    /** An attempt begins. */
    void begin(DestinationQueue destination) {
        turns(destination).active++;
        active++;
    }

    /** An attempt has ended. */
    void end(DestinationQueue destination) {
        turns(destination).active--;
        active--;
    }

    private Turns turns(DestinationQueue destination) {
        return Objects.requireNonNull(bindings.get(destination.binding()));
    }
}
