package dmail.common.dropfile;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long to retry a lock; each pause is twice the one before, up to a limit. */
final class LockRetry {
    private static final long FIRST_PAUSE = 1_000_000;
    private static final long LONGEST_PAUSE = 100_000_000;

    private final long end;
    private long pause = FIRST_PAUSE;

    LockRetry(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }

    /** Waits a little; {@return false when the time is up or the thread is interrupted} */
    boolean pause() {
        long left = nanosLeft();
        if (left == 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, pause));
        pause = Math.min(LONGEST_PAUSE, pause * 2);
        return true;
    }
}
