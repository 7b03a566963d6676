package dmail.smtp.queue;

import dmail.common.config.binding.RetryOptions;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.WholeSeconds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * When mail is tried again, and for how long. All times are whole seconds.
 *
 * @param waits between two attempts
 * @param life {@code max_retrytime} or {@code message_expiration}: an older message is returned to
 *     its sender
 * @param attempts how many there are in all; 0 is no limit
 * @param notice after what time the sender is told of the delay; zero means never
 */
public record RetrySchedule(RetryWaits waits, Duration life, int attempts, Duration notice) {
    /**
     * An attempt begins so much behind the second in which it is due, at most. If that counted,
     * each doubled wait would be a second longer.
     */
    private static final Duration BEGIN = Duration.ofMillis(100);

    /** After this the sender is told that the message is still queued. */
    private static final Duration USUAL_NOTICE = Duration.ofHours(4);

    /**
     * That of mail without options of sending.
     *
     * @param first {@code retry_first}: the wait after the first attempt; zero when all waits are
     *     alike
     * @param interval {@code retry_interval}: the usual wait between two attempts
     * @param life {@code max_retrytime}
     */
    public RetrySchedule(Duration first, Duration interval, Duration life) {
        this(new RetryWaits.Stepped(first, interval), life, 0, USUAL_NOTICE);
    }

    /** {@return this schedule as options of sending change it} */
    RetrySchedule by(RetryOptions options) {
        return new RetrySchedule(
                options.doubling()
                        .<RetryWaits>map(wait -> new RetryWaits.Doubling(wait.first(), wait.most()))
                        .orElse(waits),
                options.expiration().orElse(life),
                options.attempts().attempts(),
                options.notice());
    }

    /** {@return when the message expires} */
    public Instant end(Instant accepted) {
        return WholeSeconds.from(accepted.plus(life));
    }

    /** {@return whether no other attempt follows so many} */
    boolean isLast(int failed) {
        return attempts > 0 && failed >= attempts;
    }

    /** {@return whether the sender is to hear of the delay} */
    boolean isTimeForNotice(Instant accepted, Instant now) {
        return !notice.isZero() && !now.isBefore(accepted.plus(notice));
    }

    /**
     * {@return when to try next} With waits that grow by steps, the next attempt is put off until
     * the message expires, and is the last, if the one after it would come later. Doubled waits are
     * kept to the second, and the last attempt is when the message expires.
     *
     * @param failed how many attempts failed so far
     * @param why the last failure of each recipient that is left
     */
    public Instant next(Instant accepted, Instant now, int failed, Collection<DeliveryStatus> why) {
        boolean ours = why.stream().anyMatch(DeliveryStatus::isLocal);
        Instant end = end(accepted);
        Instant exact = now.plus(wait(failed, ours));
        return switch (waits) {
            case RetryWaits.Stepped _ -> {
                Instant regular = WholeSeconds.from(exact);
                Instant afterwards = regular.plus(wait(failed + 1, ours));
                yield regular.isBefore(end) && afterwards.isAfter(end) ? end : regular;
            }
            case RetryWaits.Doubling _ -> {
                Instant regular = WholeSeconds.from(exact.minus(BEGIN));
                yield regular.isBefore(end) ? regular : end;
            }
        };
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

    private Duration wait(int failed, boolean ours) {
        return shorter(
                ours ? waits.ofOurs(failed) : waits.after(failed), shorter(waits.longest(), life));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
