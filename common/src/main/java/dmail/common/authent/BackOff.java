package dmail.common.authent;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a program that keeps failing isn't started: no pause after the first failure, then one
 * that doubles from a tenth of a second to half a minute.
 */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private int failures;
    private long notBefore;

    BackOff(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    synchronized boolean mayTry() {
        return nanoTime.getAsLong() - notBefore >= 0;
    }

    synchronized void failed() {
        failures++;
        notBefore = nanoTime.getAsLong() + pause().toNanos();
    }

    private Duration pause() {
        if (failures < 2) {
            return Duration.ZERO;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 2, 20));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    synchronized void succeeded() {
        failures = 0;
        notBefore = nanoTime.getAsLong();
    }
}
