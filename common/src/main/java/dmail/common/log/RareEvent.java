package dmail.common.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * An event that may happen a thousand times a second. It is logged the first time and then at most
 * once per interval. Thread-safe.
 */
public final class RareEvent {
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final long interval;
    private final LongSupplier nanoTime;

    /** How often it happened since the last line. */
    private long times;

    private boolean seen;
    private long lastLine;

    /** An event that is logged once a minute. */
    public RareEvent() {
        this(USUAL, System::nanoTime);
    }

    RareEvent(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** {@return how often it has happened since the last line, if it is to be logged now} */
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
