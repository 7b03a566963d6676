package dmail.common.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * An event that may come a thousand times a second: a line about it is due the first time, and then
 * once in an interval. Thread-safe.
 */
public final class RareEvent {
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final long interval;
    private final LongSupplier nanoTime;

    /** Since the last line, which is not counted. */
    private long times;

    private boolean seen;
    private long lastLine;

    /** One with a line a minute. */
    public RareEvent() {
        this(USUAL, System::nanoTime);
    }

    RareEvent(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** {@return how often it has happened since the last line, if one is due now} */
    public synchronized OptionalLong happened() {
        times++;
        long now = nanoTime.getAsLong();
        if (seen && now - lastLine < interval) {
            return OptionalLong.empty();
        }
        long count = times;
        seen = true;
        lastLine = now;
        times = 0;
        return OptionalLong.of(count);
    }
}
