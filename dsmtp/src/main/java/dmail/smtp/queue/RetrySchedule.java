package dmail.smtp.queue;

import java.time.Duration;

/**
 * When a message is tried again.
 *
 * @param first the wait after the first failure; each later one is twice as long
 * @param longest {@code retry_interval}: no wait is longer
 */
public record RetrySchedule(Duration first, Duration longest) {
    /** For our own drop files: trouble there ends when someone has acted. */
    public static RetrySchedule local(Duration retryInterval) {
        return new RetrySchedule(Duration.ofMinutes(1), retryInterval);
    }

    /** {@return the wait after so many failed attempts} */
    public Duration gap(int attempts) {
        Duration gap = first;
        for (int i = 1; i < attempts && gap.compareTo(longest) < 0; i++) {
            gap = gap.multipliedBy(2);
        }
        return gap.compareTo(longest) < 0 ? gap : longest;
    }
}
