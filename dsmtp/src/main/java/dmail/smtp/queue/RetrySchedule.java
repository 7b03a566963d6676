package dmail.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * When a message is tried again, and for how long.
 *
 * @param interval {@code retry_interval}: the wait between two attempts
 * @param life {@code max_retrytime}: a message older than this goes back to its sender
 */
public record RetrySchedule(Duration interval, Duration life) {
    /** Trouble of our own, mostly with a drop file, ends when someone has acted: soon or late. */
    private static final Duration FIRST_FOR_OURS = Duration.ofMinutes(1);

    /** {@return when we give up} */
    public Instant end(Instant accepted) {
        return accepted.plus(life);
    }

    /**
     * {@return when to try next; the last attempt comes at the end of the message's life}
     *
     * @param attempts how many failed so far
     * @param why what each of the recipients that are left met with at the last of them
     */
    public Instant next(Instant accepted, Instant now, int attempts, Collection<Diagnosis> why) {
        boolean ours = why.stream().anyMatch(Diagnosis::isOurs);
        Instant regular = now.plus(ours ? gapForOurs(attempts) : interval);
        Instant end = end(accepted);
        return end.isAfter(now) && end.isBefore(regular) ? end : regular;
    }

    /** Twice as long each time. */
    private Duration gapForOurs(int attempts) {
        Duration gap = FIRST_FOR_OURS;
        for (int i = 1; i < attempts && gap.compareTo(interval) < 0; i++) {
            gap = gap.multipliedBy(2);
        }
        return gap.compareTo(interval) < 0 ? gap : interval;
    }
}
