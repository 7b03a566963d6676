package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class NewMailPriorityTest {
    private static final int ALL = Integer.MAX_VALUE;
    private final AtomicLong now = new AtomicLong(-5);
    private final NewMailPriority priority = new NewMailPriority(now::get);

    @Test
    void whenLittleComesInEverythingMayGo() {
        assertEquals(ALL, priority.limit());
        priority.taken(10_000);
        arrive(NewMailPriority.MANY - 1);
        pass(NewMailPriority.WINDOW);

        assertEquals(ALL, priority.limit());
    }

    @Test
    void whenMuchComesInAShareOfItMayGo() {
        arrive(10 * NewMailPriority.SHARE);
        pass(NewMailPriority.WINDOW);

        assertEquals(10, priority.limit());
        priority.taken(4);
        assertEquals(6, priority.limit());
        priority.taken(7);
        assertEquals(0, priority.limit());
    }

    @Test
    void eachWindowGoesByTheOneBefore() {
        arrive(10 * NewMailPriority.SHARE);
        pass(NewMailPriority.WINDOW);
        assertEquals(10, priority.limit());
        priority.taken(10);
        arrive(20 * NewMailPriority.SHARE);
        assertEquals(0, priority.limit());
        pass(NewMailPriority.WINDOW);
        assertEquals(20, priority.limit());
        pass(NewMailPriority.WINDOW);
        assertEquals(ALL, priority.limit());
    }

    @Test
    void whatCameInLongAgoCountsNoMore() {
        arrive(10 * NewMailPriority.SHARE);
        pass(NewMailPriority.WINDOW.multipliedBy(3));

        assertEquals(ALL, priority.limit());
    }

    private void arrive(int messages) {
        for (int each = 0; each < messages; each++) {
            priority.arrived();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
