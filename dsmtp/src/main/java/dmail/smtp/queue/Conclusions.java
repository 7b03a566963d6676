package dmail.smtp.queue;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the ends of attempts. Their reports are written to the journal, which is closed only when
 * none is under way: a report of success that can't be written is not made again. Thread-safe.
 */
final class Conclusions implements Executor {
    private final Executor threads;
    private int underWay;

    Conclusions(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable end) {
        begin();
        threads.execute(() -> {
            try {
                end.run();
            } finally {
                end();
            }
        });
    }

    private synchronized void begin() {
        underWay++;
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }

    /** Returns when none is under way, or after that time. */
    synchronized void await(Duration most) {
        long until = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        try {
            while (underWay > 0 && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = until - System.nanoTime();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
