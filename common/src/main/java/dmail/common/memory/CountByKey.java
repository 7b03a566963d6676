package dmail.common.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * How many there are of each. A key of which there is none any more takes no memory, so that
 * clients who choose keys can't fill it. Not thread-safe.
 *
 * @param <K> what is counted by, such as an owner or a client group
 */
public final class CountByKey<K> {
    private final Map<K, Integer> counts = new HashMap<>();

    /** Makes one that counts nothing yet. */
    public CountByKey() {}

    /** {@return how many there are of it, 0 or more} */
    public int of(K key) {
        return counts.getOrDefault(key, 0);
    }

    /** One more; {@return how many there are of it now}. */
    public int add(K key) {
        return counts.merge(key, 1, Integer::sum);
    }

    /** One less; of what there is none of, there is none still. */
    public void remove(K key) {
        counts.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** Begins anew. */
    public void clear() {
        counts.clear();
    }

    /** {@return of how many keys there are any} */
    public int keys() {
        return counts.size();
    }
}
