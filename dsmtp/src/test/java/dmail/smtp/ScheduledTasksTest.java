package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.testing.MemoryLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScheduledTasksTest {
    @Test
    void aFaultIsLoggedAndTheChoreHasItsNextTurn() throws Exception {
        MemoryLog log = new MemoryLog();
        CountDownLatch thrice = new CountDownLatch(3);
        AtomicInteger turns = new AtomicInteger();
        try (ScheduledTasks chores = new ScheduledTasks(log)) {
            chores.every(
                    Duration.ofNanos(1),
                    "sweeping",
                    () -> {
                        thrice.countDown();
                        if (turns.incrementAndGet() == 1) {
                            throw new IllegalStateException("no broom");
                        }
                    });
            thrice.await();
        }
        assertEquals(
                "error: - scheduled task failed task=sweeping"
                        + " reason=\"java.lang.IllegalStateException: no broom\"",
                log.lines().getFirst());
    }
}
