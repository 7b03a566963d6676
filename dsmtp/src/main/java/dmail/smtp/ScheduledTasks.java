package dmail.smtp;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does small things again and again; each must be over soon. */
public final class ScheduledTasks implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("chores").factory());
    private final Log log;

    public ScheduledTasks(Log log) {
        this.log = log;
    }

    /** Does it now, and again with such pauses. */
    public void every(Duration pause, String name, Runnable chore) {
        Future<?> _ =
                executor.scheduleWithFixedDelay(
                        () -> carryOut(name, chore), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void carryOut(String name, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException bug) {
            // The boundary of a chore: the executor would never run it again.
            log.error(LogLine.of("scheduled task failed").with("task", name).with("reason", bug));
        }
    }

    /** Does nothing more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
