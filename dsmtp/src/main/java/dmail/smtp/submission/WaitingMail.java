package dmail.smtp.submission;

import dmail.common.memory.CountByKey;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts pickup files that wait for another try, by owner. Each owner may have a limited number;
 * the rest of his files stay in the pickup folder, so that they don't delay those of others.
 */
final class WaitingMail {
    static final int MOST_OF_ONE = 1000;

    private final CountByKey<Integer> owners = new CountByKey<>();
    private final AtomicLong taken = new AtomicLong();
    private volatile long beyond;

    /** {@return whether its owner is below the limit} */
    boolean mayEnter(int owner) {
        return owners.of(owner) < MOST_OF_ONE;
    }

    /** The taken files are counted anew. */
    void clearTaken() {
        owners.clear();
        taken.set(0);
    }

    /** A file waits for another try. */
    void add(int owner) {
        taken.incrementAndGet();
        owners.add(owner);
    }

    /** A waiting file is gone. */
    void remove(int owner) {
        taken.decrementAndGet();
        owners.remove(owner);
    }

    /** {@return how many were left in the pickup folder} */
    long beyond() {
        return beyond;
    }

    void beyond(long files) {
        beyond = files;
    }

    /** {@return how many wait in all} */
    long count() {
        return taken.get() + beyond;
    }
}
