package dmail.common.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * A counter for each key. A key with count 0 takes no memory, so clients that choose the keys can't
 * fill it. Not thread-safe.
 *
 * @param <K> such as an owner or a client group
 */
public final class CountByKey<K> {
    private final Map<K, Integer> counts = new HashMap<>();

    /** Begins with all counts 0. */
    public CountByKey() {}

    /** {@return the count of a key, 0 or more} */
    public int of(K key) {
        return counts.getOrDefault(key, 0);
    }

    /** Adds one; {@return the new count} */
    public int add(K key) {
        return counts.merge(key, 1, Integer::sum);
    }

    /** Subtracts one; a count of 0 remains 0. */
    public void remove(K key) {
        counts.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** Sets all counts to 0. */
    public void clear() {
        counts.clear();
    }

    /** {@return how many keys have a count above 0} */
    public int keys() {
        return counts.size();
    }
}
