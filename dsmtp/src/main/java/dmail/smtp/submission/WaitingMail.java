package dmail.smtp.submission;

import dmail.common.memory.CountByKey;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts left mail that was refused for now, by owner: each may have so much of it tried again, and
 * the rest of his stays where it was left, so that he keeps nobody else's waiting.
 */
final class WaitingMail {
    static final int MOST_OF_ONE = 1000;

    private final CountByKey<Integer> owners = new CountByKey<>();
    private final AtomicLong taken = new AtomicLong();
    private volatile long beyond;

    /** {@return whether its owner has few enough that wait} */
    boolean mayEnter(int owner) {
        return owners.of(owner) < MOST_OF_ONE;
    }

    /** Those that were taken are counted anew. */
    void clearTaken() {
        owners.clear();
        taken.set(0);
    }

    /** One is to be tried again. */
    void stays(int owner) {
        taken.incrementAndGet();
        owners.add(owner);
    }

    /** One that was to be tried again is gone. */
    void goes(int owner) {
        taken.decrementAndGet();
        owners.remove(owner);
    }

    /** {@return how many were not even taken} */
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
