package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryScheduleTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Diagnosis MAILBOX_FULL =
            Diagnosis.of(new EnhancedCode(4, 2, 2), "mailbox full");
    private static final Diagnosis NO_CONNECTION =
            Diagnosis.of(new EnhancedCode(4, 4, 1), "mx.b.example does not answer");
    private static final Diagnosis THEIR_MAILBOX_FULL =
            new Diagnosis(new EnhancedCode(4, 2, 2), "full", "mx.b.example", "452 4.2.2 full");

    private static final Diagnosis SUSPENDED =
            Diagnosis.of(new EnhancedCode(4, 3, 2), "outgoing mail is suspended");

    private final RetrySchedule schedule = new RetrySchedule(TWO_HOURS, Duration.ofDays(4));

    @ParameterizedTest
    @CsvSource({
        "1, PT1M",
        "2, PT2M",
        "3, PT4M",
        "7, PT64M",
        "8, PT2H",
        "9, PT2H",
        "2000000000, PT2H"
    })
    void waitsForOurOwnTroubleDoubleUpToTheRetryInterval(int attempts, Duration gap) {
        assertEquals(gap, gap(schedule, attempts, MAILBOX_FULL));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "100"})
    void otherHostsAreTriedAtTheRetryInterval(int attempts) {
        assertEquals(TWO_HOURS, gap(schedule, attempts, NO_CONNECTION));
        assertEquals(TWO_HOURS, gap(schedule, attempts, THEIR_MAILBOX_FULL));
        assertEquals(TWO_HOURS, gap(schedule, attempts, SUSPENDED));
    }

    @Test
    void ofSeveralRecipientsTheMostUrgentCounts() {
        Instant next = schedule.next(NOON, NOON, 1, List.of(NO_CONNECTION, MAILBOX_FULL));

        assertEquals(NOON.plusSeconds(60), next);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "100"})
    void aRetryIntervalShorterThanTheFirstWaitHolds(int attempts) {
        RetrySchedule hasty = new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(1));

        assertEquals(Duration.ofSeconds(5), gap(hasty, attempts, MAILBOX_FULL));
    }

    /** Minutes since acceptance, and when the next attempt comes. */
    @ParameterizedTest
    @CsvSource({"5639, 5759", "5640, 5760", "5641, 5760", "5759, 5760", "5760, 5880"})
    void theLastAttemptIsAtTheEndOfTheMessagesLife(int now, int next) {
        Instant when = NOON.plus(Duration.ofMinutes(now));

        assertEquals(
                NOON.plus(Duration.ofMinutes(next)),
                schedule.next(NOON, when, 40, List.of(NO_CONNECTION)));
    }

    private static Duration gap(RetrySchedule schedule, int attempts, Diagnosis why) {
        return Duration.between(NOON, schedule.next(NOON, NOON, attempts, List.of(why)));
    }
}
