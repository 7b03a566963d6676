package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class NewMailPriorityTest {
    private static final int ALL = Integer.MAX_VALUE;
    private final AtomicLong now = new AtomicLong(-5);
    private final NewMailPriority precedence = new NewMailPriority(now::get);

    @Test
    void whenLittleComesInEverythingMayGo() {
        assertEquals(ALL, precedence.room());
        precedence.taken(10_000);
        arrive(NewMailPriority.MANY - 1);
        pass(NewMailPriority.WINDOW);

        assertEquals(ALL, precedence.room());
    }

    @Test
    void whenMuchComesInAShareOfItMayGo() {
        arrive(10 * NewMailPriority.SHARE);
        pass(NewMailPriority.WINDOW);

        assertEquals(10, precedence.room());
        precedence.taken(4);
        assertEquals(6, precedence.room());
        precedence.taken(7);
        assertEquals(0, precedence.room());
    }

    @Test
    void eachWindowGoesByTheOneBefore() {
        arrive(10 * NewMailPriority.SHARE);
        pass(NewMailPriority.WINDOW);
        assertEquals(10, precedence.room());
        precedence.taken(10);
        arrive(20 * NewMailPriority.SHARE);
        assertEquals(0, precedence.room());
        pass(NewMailPriority.WINDOW);
        assertEquals(20, precedence.room());
        pass(NewMailPriority.WINDOW);
        assertEquals(ALL, precedence.room());
    }

    @Test
    void whatCameInLongAgoCountsNoMore() {
        arrive(10 * NewMailPriority.SHARE);
        pass(NewMailPriority.WINDOW.multipliedBy(3));

        assertEquals(ALL, precedence.room());
    }

    private void arrive(int messages) {
        for (int each = 0; each < messages; each++) {
            precedence.arrived();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
