package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.binding.RetryOptions;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.WholeSeconds;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryScheduleTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration LIFE = Duration.ofDays(4);
    private static final DeliveryStatus MAILBOX_FULL =
            DeliveryStatus.of(new EnhancedCode(4, 2, 2), "mailbox full");
    private static final DeliveryStatus NO_CONNECTION =
            DeliveryStatus.of(new EnhancedCode(4, 4, 1), "mx.b.example does not answer");
    private static final DeliveryStatus THEIR_MAILBOX_FULL =
            new DeliveryStatus(new EnhancedCode(4, 2, 2), "full", "mx.b.example", "452 4.2.2 full");

    private static final DeliveryStatus SUSPENDED =
            DeliveryStatus.of(new EnhancedCode(4, 3, 2), "outgoing mail is suspended");

    private final RetrySchedule schedule =
            new RetrySchedule(Duration.ZERO, TWO_HOURS, Duration.ofDays(4));

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
        RetrySchedule hasty =
                new RetrySchedule(Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1));

        assertEquals(Duration.ofSeconds(5), gap(hasty, attempts, MAILBOX_FULL));
    }

    /** Minutes since acceptance, and when the next attempt comes. */
    @ParameterizedTest
    @CsvSource({"5520, 5640", "5521, 5760", "5639, 5760", "5640, 5760", "5641, 5761", "5760, 5880"})
    void theLastAttemptIsAtTheEndOfTheMessagesLifeAndNoneJustBefore(int now, int next) {
        Instant when = NOON.plus(Duration.ofMinutes(now));

        assertEquals(
                NOON.plus(Duration.ofMinutes(next)),
                schedule.next(NOON, when, 40, List.of(NO_CONNECTION)));
    }

    @ParameterizedTest
    @CsvSource({"1, PT5M", "2, PT15M", "3, PT30M", "4, PT1H", "5, PT2H", "6, PT2H", "9000, PT2H"})
    void theFirstTriesComeSoon(int attempts, Duration gap) {
        RetrySchedule usual =
                new RetrySchedule(Duration.ofMinutes(5), TWO_HOURS, Duration.ofDays(4));

        assertEquals(gap, gap(usual, attempts, NO_CONNECTION));
    }

    @Test
    void theRetryIntervalIsTheLongestWait() {
        RetrySchedule hasty =
                new RetrySchedule(
                        Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofDays(4));

        assertEquals(Duration.ofMinutes(10), gap(hasty, 2, NO_CONNECTION));
        assertEquals(Duration.ofMinutes(10), gap(hasty, 5, NO_CONNECTION));
    }

    @Test
    void aLifeShorterThanTheRetryIntervalHasAnAttemptAtItsEnd() {
        Duration life = Duration.ofMinutes(90);

        assertEquals(
                life, gap(new RetrySchedule(Duration.ZERO, TWO_HOURS, life), 1, NO_CONNECTION));
    }

    @Test
    void whatWasNotTriedWaitsForItsHostAloneButNotBeyondItsLife() {
        Instant again = NOON.plusMillis(90_500);

        assertEquals(NOON.plusSeconds(91), schedule.untried(NOON, NOON, again));
        Instant accepted = again.minus(Duration.ofDays(4)).minusSeconds(30);
        assertEquals(
                schedule.end(accepted), schedule.untried(accepted, NOON, again), "its last chance");
    }

    /** Attempts come when the clock says so, to the microsecond, and some of them late. */
    @RepeatedTest(50)
    void nothingIsTriedTwiceWithinItsWait(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Duration first = Duration.ofMinutes(random.nextInt(10));
        RetrySchedule any =
                new RetrySchedule(first, Duration.ofMinutes(10 + random.nextInt(300)), LIFE);
        DeliveryStatus why = random.nextBoolean() ? NO_CONNECTION : MAILBOX_FULL;
        Instant accepted = NOON.plusNanos(1000L * random.nextInt(1_000_000));
        Instant now = accepted;
        Duration shortest = why.isLocal() || first.isZero() ? Duration.ofMinutes(1) : first;
        int attempts = 1;
        while (now.isBefore(any.end(accepted))) {
            Instant due = any.next(accepted, now, attempts, List.of(why));
            Duration gap = Duration.between(now, due);
            assertTrue(gap.compareTo(shortest) >= 0, () -> gap + " before " + due);
            assertEquals(WholeSeconds.from(due), due, "kept as a whole second");
            now = due.plusNanos(1000L * random.nextInt(2_000_000));
            attempts++;
        }
        Duration over = Duration.between(any.end(accepted), now);
        assertTrue(over.compareTo(any.waits().longest()) <= 0, over::toString);
        assertTrue(attempts < 1000, "attempts: " + attempts);
    }

    /** The waits after the first attempts; a day's life is enough for them. */
    @ParameterizedTest
    @CsvSource({
        "'binding b retry_interval 600', 600 1200 2400 4800 9600 19200 38400 43200 43200",
        "'binding b retry_interval 10m|max_retry_interval 1h', 600 1200 2400 3600 3600",
        "'binding b retry_interval 60|binding b max_retry_interval 60', 60 60 60",
        "'to_domain *.example retry_interval 5', 5 10 20",
        "'retry_interval 600|max_retry_interval 12000', 600 1200 2400 4800 9600 12000 12000",
        "'max_retry_interval 3600', 3600 3600",
        "'binding b retry_interval 1d', 43200 43200"
    })
    void momN11_bi31_aScopesRetryIntervalDoublesUpToTheLongest(String lines, String waits) {
        RetrySchedule doubling = by(lines);

        List<String> found = new ArrayList<>();
        for (int failed = 1; failed <= waits.split(" ").length; failed++) {
            found.add("" + gap(doubling, failed, NO_CONNECTION).toSeconds());
        }
        assertEquals(waits, String.join(" ", found));
    }

    @ParameterizedTest
    @CsvSource({"''", "retry_interval 600", "binding b max_retries 3", "message_expiration 4d"})
    void oldRetryIntervalAsBefore(String lines) {
        RetrySchedule usual =
                new RetrySchedule(Duration.ofMinutes(5), Duration.ofMinutes(10), LIFE);

        assertEquals(usual.waits(), usual.by(options(lines)).waits());
        assertEquals(Duration.ofMinutes(10), gap(usual.by(options(lines)), 7, NO_CONNECTION));
    }

    /** Seconds since acceptance, now and then; a mailbox that is full is tried sooner. */
    @ParameterizedTest
    @CsvSource({"0, 1, 2", "2.1, 2, 6", "2.101, 2, 7", "7, 3, 10", "9.9, 3, 10"})
    void bi31_doubledWaitsAreKeptToTheEndOfTheMessagesLife(double now, int failed, int next) {
        RetrySchedule hasty = by("binding b retry_interval 2|binding b message_expiration 10");
        Instant when = NOON.plusMillis((long) (1000 * now));

        assertEquals(
                NOON.plusSeconds(next), hasty.next(NOON, when, failed, List.of(NO_CONNECTION)));
    }

    @Test
    void momN11_ourOwnTroubleIsTriedNoLaterThanOthers() {
        assertEquals(Duration.ofSeconds(5), gap(by("binding b retry_interval 5"), 1, MAILBOX_FULL));
        assertEquals(
                Duration.ofMinutes(1), gap(by("binding b retry_interval 600"), 1, MAILBOX_FULL));
    }

    @Test
    void momN11_momN12_momN20_theOtherOptionsAreTaken() {
        RetrySchedule schedule =
                by(
                        "binding b max_retries 3|message_expiration 1d|to_domain *.example delay_notice 1h");

        assertFalse(schedule.isLast(2));
        assertTrue(schedule.isLast(3));
        assertEquals(NOON.plus(Duration.ofDays(1)), schedule.end(NOON));
        assertFalse(schedule.isTimeForNotice(NOON, NOON.plusSeconds(3599)));
        assertTrue(schedule.isTimeForNotice(NOON, NOON.plusSeconds(3600)));
        assertFalse(by("delay_notice 0").isTimeForNotice(NOON, NOON.plus(LIFE)));
        assertFalse(by("max_retries auto").isLast(1_000_000));
        assertEquals(
                NOON.plus(LIFE),
                by("binding b retry_interval 600").end(NOON),
                "without message_expiration max_retrytime holds");
    }

    private static RetrySchedule by(String lines) {
        return new RetrySchedule(Duration.ofMinutes(5), TWO_HOURS, LIFE).by(options(lines));
    }

    private static RetryOptions options(String lines) {
        return RetryOptions.of(
                ScopeTable.of(SendingLines.read(lines.replace('|', '\n')))
                        .ofMail(new ScopePlace("b", "d.example", List.of())));
    }

    private static Duration gap(RetrySchedule schedule, int attempts, DeliveryStatus why) {
        return Duration.between(NOON, schedule.next(NOON, NOON, attempts, List.of(why)));
    }
}
