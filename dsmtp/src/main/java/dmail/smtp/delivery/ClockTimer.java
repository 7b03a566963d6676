package dmail.smtp.delivery;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that runs delayed tasks. */
public final class ClockTimer implements Timer, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("queue-timer").factory());

    @Override
    public void after(Duration wait, Runnable task) {
        try {
            Future<?> _ = executor.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            // At shutdown the rest is left to the next start, which reads it from the disk.
            return;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
