package dmail.smtp.queue;

import dmail.smtp.delivery.Failures;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * What happens to the recipients that an attempt didn't reach.
 *
 * @param givenUp those that fail permanently, by index, each with the reason
 * @param again those that are tried again
 */
record RetryDecision(
        SortedMap<Integer, DeliveryStatus> givenUp, SortedMap<Integer, DeliveryStatus> again) {
    /** RFC 3463 section 3.5: delivery time expired. */
    private static final EnhancedCode EXPIRED = new EnhancedCode(5, 4, 7);

    RetryDecision {
        givenUp = Collections.unmodifiableSortedMap(new TreeMap<>(givenUp));
        again = Collections.unmodifiableSortedMap(new TreeMap<>(again));
    }

    /**
     * Decides.
     *
     * @param before how many attempts at a recipient had failed before this one, by index
     * @param schedules that of each recipient
     */
    static RetryDecision on(
            Failures failed,
            IntUnaryOperator before,
            Instant accepted,
            Instant now,
            IntFunction<RetrySchedule> schedules) {
        SortedMap<Integer, DeliveryStatus> givenUp = new TreeMap<>();
        SortedMap<Integer, DeliveryStatus> again = new TreeMap<>();
        failed.why()
                .forEach((index, why) -> {
                    RetrySchedule schedule = schedules.apply(index);
                    int attempts = before.applyAsInt(index) + 1;
                    if (!why.isTemporary()) {
                        givenUp.put(index, why);
                    } else if (!now.isBefore(schedule.end(accepted))) {
                        givenUp.put(
                                index, over("not delivered within " + text(schedule.life()), why));
                    } else if (failed.isTried(index) && schedule.isLast(attempts)) {
                        givenUp.put(
                                index, over("not delivered in " + count(attempts, "attempt"), why));
                    } else {
                        again.put(index, why);
                    }
                });
        return new RetryDecision(givenUp, again);
    }

    private static DeliveryStatus over(String text, DeliveryStatus last) {
        return new DeliveryStatus(
                EXPIRED, text + "; at last: " + last.text(), last.host(), last.reply());
    }

    private static String text(Duration life) {
        long seconds = life.toSeconds();
        if (seconds % 3600 == 0) {
            return count(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
