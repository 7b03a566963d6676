package dmail.smtp.queue;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.WholeSeconds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * When a message is tried again, and for how long. All times are whole seconds. If the attempt
 * after the next would come after the message expires, the next one is put off until it expires,
 * and is the last.
 *
 * @param first {@code retry_first}: the wait after the first attempt; zero when all waits are alike
 * @param interval {@code retry_interval}: the usual wait between two attempts
 * @param life {@code max_retrytime}: an older message is returned to its sender
 */
public record RetrySchedule(Duration first, Duration interval, Duration life) {
    /**
     * Local failures, mostly of a drop file, last until an administrator acts, which may be soon.
     */
    private static final Duration FIRST_FOR_OURS = Duration.ofMinutes(1);

    /** {@return when the message expires} */
    public Instant end(Instant accepted) {
        return WholeSeconds.from(accepted.plus(life));
    }

    /**
     * {@return when to try next; the last attempt isn't before the message expires}
     *
     * @param attempts how many failed so far
     * @param why the last failure of each recipient that is left
     */
    public Instant next(
            Instant accepted, Instant now, int attempts, Collection<DeliveryStatus> why) {
        boolean ours = why.stream().anyMatch(DeliveryStatus::isLocal);
        Instant end = end(accepted);
        Instant regular = WholeSeconds.from(now.plus(wait(attempts, ours)));
        Instant afterwards = regular.plus(wait(attempts + 1, ours));
        return regular.isBefore(end) && afterwards.isAfter(end) ? end : regular;
    }

    /**
     * {@return when to try a message next that was skipped because its host is failing: before it
     * expires, however long the host fails}
     *
     * @param again when the host may be tried
     */
    public Instant untried(Instant accepted, Instant now, Instant again) {
        Instant end = end(accepted);
        Instant due = WholeSeconds.from(again);
        return end.isAfter(now) && end.isBefore(due) ? end : due;
    }

    private Duration wait(int attempts, boolean ours) {
        return shorter(ours ? gapForLocal(attempts) : gap(attempts), shorter(interval, life));
    }

    /** Most failures are short, so the first waits are. */
    private Duration gap(int attempts) {
        if (first.isZero()) {
            return interval;
        }
        return switch (attempts) {
            case 0, 1 -> first;
            case 2 -> first.multipliedBy(3);
            case 3 -> first.multipliedBy(6);
            case 4 -> first.multipliedBy(12);
            default -> interval;
        };
    }

    /** Twice as long after each attempt. */
    private Duration gapForLocal(int attempts) {
        Duration gap = FIRST_FOR_OURS;
        for (int i = 1; i < attempts && gap.compareTo(interval) < 0; i++) {
            gap = gap.multipliedBy(2);
        }
        return gap;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
