package dmail.smtp.queue;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Mail that arrives goes before mail that waits: while much comes in, queued messages are taken up
 * at a fraction of its rate, so that a backlog hardly slows it.
 */
final class NewMailPriority {
    /** The time over which arrivals are counted. */
    static final Duration WINDOW = Duration.ofMillis(100);

    /** Fewer arrivals in a window leave room for everything: 300 a second. */
    static final int MANY = 30;

    /** Of so many that arrived, one queued message is taken up. */
    static final int SHARE = 16;

    private final LongSupplier nanoTime;
    private long begin;
    private int arrived;
    private int room = Integer.MAX_VALUE;

    /**
     * Begins without arrivals.
     *
     * @param nanoTime {@link System#nanoTime} or a test's
     */
    NewMailPriority(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /** Counts a message that came in. */
    synchronized void arrived() {
        turn();
        arrived++;
    }

    /** {@return how many queued messages may be taken up before the next window} */
    synchronized int room() {
        turn();
        return room;
    }

    /** So many were taken up. */
    synchronized void taken(int messages) {
        if (room < Integer.MAX_VALUE) {
            room = Math.max(0, room - messages);
        }
    }

    private void turn() {
        long now = nanoTime.getAsLong();
        long windows = (now - begin) / WINDOW.toNanos();
        if (windows > 0) {
            int before = windows == 1 ? arrived : 0;
            room = before < MANY ? Integer.MAX_VALUE : before / SHARE;
            arrived = 0;
            begin = now;
        }
    }
}
