package dmail.smtp.delivery;

import dmail.smtp.message.DeliveryStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The recipients that a round did not reach, by their places in the envelope.
 *
 * @param why the reason, whose class says whether it is worth another try
 * @param untried those of them that were not even tried, since their host was known to be in
 *     trouble or others stood before them, and when it may be tried again
 */
public record Failures(
        SortedMap<Integer, DeliveryStatus> why, SortedMap<Integer, Instant> untried) {
    public Failures {
        why = Collections.unmodifiableSortedMap(new TreeMap<>(why));
        untried = Collections.unmodifiableSortedMap(new TreeMap<>(untried));
    }

    /** {@return the failures of attempts} */
    public static Failures tried(SortedMap<Integer, DeliveryStatus> why) {
        return new Failures(why, new TreeMap<>());
    }

    /** {@return those at these places alone} */
    public Failures at(Collection<Integer> recipientIndexes) {
        SortedMap<Integer, DeliveryStatus> some = new TreeMap<>(why);
        some.keySet().retainAll(recipientIndexes);
        SortedMap<Integer, Instant> waiting = new TreeMap<>(untried);
        waiting.keySet().retainAll(recipientIndexes);
        return new Failures(some, waiting);
    }

    public boolean isEmpty() {
        return why.isEmpty();
    }

    public boolean isTried(int index) {
        return !untried.containsKey(index);
    }

    /** {@return when the first host may be tried again, if there was no attempt at all} */
    public Optional<Instant> again() {
        return untried.size() == why.size()
                ? untried.values().stream().min(Instant::compareTo)
                : Optional.empty();
    }
}
