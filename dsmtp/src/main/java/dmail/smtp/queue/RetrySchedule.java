package dmail.smtp.queue;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.WholeSeconds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * When a message is tried again, and for how long. All times are whole seconds, and no message is
 * tried twice within its wait: what would be left of its life behind the last attempt but one
 * lengthens that wait, but for attempts that came late.
 *
 * @param first {@code retry_first}: the wait after the first attempt; zero when all waits are alike
 * @param interval {@code retry_interval}: the wait between two attempts in the long run
 * @param life {@code max_retrytime}: a message older than this goes back to its sender
 */
public record RetrySchedule(Duration first, Duration interval, Duration life) {
    /** Trouble of our own, mostly with a drop file, ends when someone has acted: soon or late. */
    private static final Duration FIRST_FOR_OURS = Duration.ofMinutes(1);

    /** {@return when we give up} */
    public Instant end(Instant accepted) {
        return WholeSeconds.from(accepted.plus(life));
    }

    /**
     * {@return when to try next; the last attempt comes at the end of the message's life}
     *
     * @param attempts how many failed so far
     * @param why what each of the recipients that are left met with at the last of them
     */
    public Instant next(
            Instant accepted, Instant now, int attempts, Collection<DeliveryStatus> why) {
        boolean ours = why.stream().anyMatch(DeliveryStatus::isOurs);
        Instant end = end(accepted);
        Instant regular = WholeSeconds.from(now.plus(wait(attempts, ours)));
        Instant afterwards = regular.plus(wait(attempts + 1, ours));
        return regular.isBefore(end) && afterwards.isAfter(end) ? end : regular;
    }

    /**
     * {@return when to try a message next that was not tried now, since its host was known to be in
     * trouble: in time, however long that lasts}
     *
     * @param again when the host may be tried
     */
    public Instant untried(Instant accepted, Instant now, Instant again) {
        Instant end = end(accepted);
        Instant due = WholeSeconds.from(again);
        return end.isAfter(now) && end.isBefore(due) ? end : due;
    }

    private Duration wait(int attempts, boolean ours) {
        return shorter(ours ? gapForOurs(attempts) : gap(attempts), shorter(interval, life));
    }

    /** Most trouble is over soon; what isn't may take its time. */
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

    /** Twice as long each time. */
    private Duration gapForOurs(int attempts) {
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
