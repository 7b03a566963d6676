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

    /** When the latest password was checked. */
    private long checked;

    Failures(long now) {
        this.asOf = now;
        this.checked = now;
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

    /** Notes that a password is checked now. */
    void check(long now) {
        if (now - checked > 0) {
            checked = now;
        }
    }

    long checked() {
        return checked;
    }
}
