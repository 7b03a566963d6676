package dmail.common.login.pace;

import java.time.Duration;

/** What has failed lately, at one address or for one account: one is forgotten each minute. */
final class Failures {
    /** More count no more. */
    static final int MOST = 40;

    /** After this time all are forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(MOST);

    private static final long FORGETS_ONE = MEMORY.toNanos() / MOST;

    private int count;
    private long asOf;

    /** When the next login may be looked at. */
    private long due;

    Failures(long now) {
        this.asOf = now;
        this.due = now;
    }

    int count(long now) {
        // Another server's failure may be older than ours.
        long forgotten = Math.max(0, now - asOf) / FORGETS_ONE;
        count = (int) Math.max(0, count - forgotten);
        asOf += forgotten * FORGETS_ONE;
        return count;
    }

    void add(long now) {
        count = Math.min(MOST, count(now) + 1);
    }

    /**
     * {@return how long the next login waits behind those that wait already}
     *
     * @param gap from the one before
     */
    long pause(long now, long gap) {
        return Math.max(0, due - now) + gap;
    }

    /** Takes that place. */
    void take(long now, long pause) {
        due = now + pause;
    }
}
