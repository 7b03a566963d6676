package dmail.smtp.queue;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happens to the recipients that an attempt didn't reach.
 *
 * @param givenUp those that fail permanently, by index, each with the reason
 * @param again those that are tried again
 */
record RetryDecision(
        SortedMap<Integer, DeliveryStatus> givenUp, SortedMap<Integer, DeliveryStatus> again) {
    /** After this the sender is told that the message is still queued. */
    static final Duration DELAY_REPORT_AFTER = Duration.ofHours(4);

    /** RFC 3463 section 3.5: delivery time expired. */
    private static final EnhancedCode EXPIRED = new EnhancedCode(5, 4, 7);

    RetryDecision {
        givenUp = Collections.unmodifiableSortedMap(new TreeMap<>(givenUp));
        again = Collections.unmodifiableSortedMap(new TreeMap<>(again));
    }

    /** Decides. */
    static RetryDecision on(
            SortedMap<Integer, DeliveryStatus> failed,
            Instant accepted,
            Instant now,
            RetrySchedule schedule) {
        SortedMap<Integer, DeliveryStatus> givenUp = new TreeMap<>();
        SortedMap<Integer, DeliveryStatus> again = new TreeMap<>();
        boolean expired = !now.isBefore(schedule.end(accepted));
        failed.forEach((recipientIndex, why) -> {
            if (!why.isTemporary()) {
                givenUp.put(recipientIndex, why);
            } else if (expired) {
                givenUp.put(recipientIndex, expired(why, schedule.life()));
            } else {
                again.put(recipientIndex, why);
            }
        });
        return new RetryDecision(givenUp, again);
    }

    private static DeliveryStatus expired(DeliveryStatus last, Duration life) {
        return new DeliveryStatus(
                EXPIRED,
                "not delivered within " + text(life) + "; at last: " + last.text(),
                last.host(),
                last.reply());
    }

    private static String text(Duration life) {
        long minutes = life.toMinutes();
        return minutes % 60 == 0 ? count(minutes / 60, "hour") : count(minutes, "minute");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** {@return whether it is time for the one notice of delay} */
    boolean isTimeForNotice(Instant accepted, Instant now) {
        return !again.isEmpty() && !now.isBefore(accepted.plus(DELAY_REPORT_AFTER));
    }
}
