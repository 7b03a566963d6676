package dmail.smtp.delivery;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that waits for all that is to happen later. */
public final class ClockTimer implements Timer, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("queue-alarm").factory());

    @Override
    public void after(Duration wait, Runnable task) {
        try {
            Future<?> _ = executor.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            // The next run finds on the disk what this one doesn't come to.
            return;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
