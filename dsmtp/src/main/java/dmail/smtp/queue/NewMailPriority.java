package dmail.smtp.queue;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives new mail priority over queued mail: while much comes in, queued messages are tried at a
 * fraction of its rate, so that a backlog hardly slows it.
 */
final class NewMailPriority {
    /** The period over which arrivals are counted. */
    static final Duration WINDOW = Duration.ofMillis(100);

    /** Fewer arrivals in a period don't limit queued mail: 300 a second. */
    static final int MANY = 30;

    /** One queued message is tried for this many arrivals. */
    static final int SHARE = 16;

    private final LongSupplier nanoTime;
    private long begin;
    private int arrived;
    private int limit = Integer.MAX_VALUE;

    /**
     * Begins without arrivals.
     *
     * @param nanoTime {@link System#nanoTime} or a test's
     */
    NewMailPriority(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /** Counts a new message. */
    synchronized void arrived() {
        turn();
        arrived++;
    }

    /** {@return how many queued messages may be tried in the current period} */
    synchronized int limit() {
        turn();
        return limit;
    }

    /** Counts queued messages that are tried. */
    synchronized void taken(int messages) {
        if (limit < Integer.MAX_VALUE) {
            limit = Math.max(0, limit - messages);
        }
    }

    private void turn() {
        long now = nanoTime.getAsLong();
        long windows = (now - begin) / WINDOW.toNanos();
        if (windows > 0) {
            int before = windows == 1 ? arrived : 0;
            limit = before < MANY ? Integer.MAX_VALUE : before / SHARE;
            arrived = 0;
            begin = now;
        }
    }
}
