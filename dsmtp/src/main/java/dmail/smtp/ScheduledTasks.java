package dmail.smtp;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks at intervals on one thread; a slow task delays the others. */
public final class ScheduledTasks implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("chores").factory());
    private final Log log;

    public ScheduledTasks(Log log) {
        this.log = log;
    }

    /** Runs the task now, then again after each pause. */
    public void every(Duration pause, String name, Runnable chore) {
        Future<?> _ =
                executor.scheduleWithFixedDelay(
                        () -> carryOut(name, chore), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void carryOut(String name, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException bug) {
            // A task that throws would never be run again by the executor, so everything ends here.
            log.error(LogLine.of("scheduled task failed").with("task", name).with("reason", bug));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
