package dmail.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RareEventTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong(-5);
    private final RareEvent event = new RareEvent(MINUTE, now::get);

    @Test
    void aLineIsDueAtOnceAndThenOnceAMinuteWithTheirNumber() {
        assertEquals(OptionalLong.of(1), event.happened());
        assertEquals(OptionalLong.empty(), event.happened());
        now.addAndGet(MINUTE.toNanos() - 1);
        assertEquals(OptionalLong.empty(), event.happened());
        now.addAndGet(1);
        assertEquals(OptionalLong.of(3), event.happened());
        assertEquals(OptionalLong.empty(), event.happened());
    }
}
