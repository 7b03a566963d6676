package dmail.smtp.delivery;

import dmail.smtp.message.DeliveryStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The recipients that an attempt did not reach, by index in the envelope.
 *
 * @param why the reason; the class of its status says whether another try makes sense
 * @param untried those that were skipped, because their host was known to fail or other mail had
 *     priority, and when they may be tried
 */
public record Failures(
        SortedMap<Integer, DeliveryStatus> why, SortedMap<Integer, Instant> untried) {
    public Failures {
        why = Collections.unmodifiableSortedMap(new TreeMap<>(why));
        untried = Collections.unmodifiableSortedMap(new TreeMap<>(untried));
    }

    /** {@return the failures of recipients that were tried} */
    public static Failures tried(SortedMap<Integer, DeliveryStatus> why) {
        return new Failures(why, new TreeMap<>());
    }

    /** {@return only those at these indexes} */
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

    /** {@return when the first host may be tried again, if every recipient was skipped} */
    public Optional<Instant> again() {
        return untried.size() == why.size()
                ? untried.values().stream().min(Instant::compareTo)
                : Optional.empty();
    }
}
