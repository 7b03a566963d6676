package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.delivery.Failures;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryDecisionTest {
    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ZERO, Duration.ofHours(2), Duration.ofDays(4));
    private static final DeliveryStatus NEVER =
            new DeliveryStatus(
                    new EnhancedCode(5, 1, 1), "refused", "mx.b.example", "550 5.1.1 no");
    private static final DeliveryStatus LATER =
            new DeliveryStatus(new EnhancedCode(4, 2, 1), "busy", "mx.b.example", "450 4.2.1 busy");

    @Test
    void eachRecipientIsJudgedOnItsOwn() {
        RetryDecision decision = after(Duration.ofHours(95), Map.of(0, NEVER, 2, LATER));

        assertEquals(Map.of(0, NEVER), decision.givenUp());
        assertEquals(Map.of(2, LATER), decision.again());
    }

    @Test
    void atTheEndOfItsLifeAMessageIsGivenUpWithTheLastWordsOfTheOtherHost() {
        RetryDecision decision = after(Duration.ofDays(4), Map.of(0, NEVER, 2, LATER));

        DeliveryStatus expired =
                new DeliveryStatus(
                        new EnhancedCode(5, 4, 7),
                        "not delivered within 96 hours; at last: busy",
                        "mx.b.example",
                        "450 4.2.1 busy");
        assertEquals(Map.of(0, NEVER, 2, expired), decision.givenUp());
        assertEquals(Map.of(), decision.again());
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, 1 hour",
        "PT90M, 90 minutes",
        "PT1M, 1 minute",
        "PT90S, 90 seconds",
        "P4D, 96 hours"
    })
    void theLifeIsToldInWords(Duration life, String words) {
        RetryDecision decision =
                on(
                        Map.of(0, LATER),
                        life,
                        new RetrySchedule(Duration.ZERO, Duration.ofHours(2), life));

        assertEquals(
                "not delivered within " + words + "; at last: busy",
                decision.givenUp().sequencedValues().getFirst().text());
    }

    @ParameterizedTest
    @CsvSource({"PT3H59M59S, false", "PT4H, true", "PT95H, true"})
    void aNoticeIsDueAfterFourHours(Duration age, boolean due) {
        assertEquals(due, SCHEDULE.isTimeForNotice(NOON, NOON.plus(age)));
    }

    /** Who was not tried now has had no other attempt. */
    @Test
    void momN11_afterTheLastAttemptARecipientIsGivenUp() {
        RetrySchedule three =
                new RetrySchedule(
                        new RetryWaits.Doubling(Duration.ofMinutes(1), Duration.ofHours(1)),
                        Duration.ofDays(4),
                        3,
                        Duration.ZERO);
        Failures failed =
                new Failures(
                        new TreeMap<>(Map.of(0, LATER, 1, LATER, 2, LATER)),
                        new TreeMap<>(Map.of(2, NOON.plusSeconds(60))));

        RetryDecision decision =
                RetryDecision.on(
                        failed, List.of(2, 1, 2)::get, NOON, NOON.plusSeconds(180), _ -> three);

        assertEquals(Set.of(0), decision.givenUp().keySet());
        assertEquals(
                "not delivered in 3 attempts; at last: busy",
                decision.givenUp().sequencedValues().getFirst().text());
        assertEquals(Set.of(1, 2), decision.again().keySet());
    }

    @Test
    void momN12_eachRecipientExpiresByItsOwnSchedule() {
        RetrySchedule hour = new RetrySchedule(Duration.ZERO, Duration.ofHours(2), ONE_HOUR);
        RetryDecision decision =
                RetryDecision.on(
                        Failures.tried(new TreeMap<>(Map.of(0, LATER, 1, LATER))),
                        _ -> 1,
                        NOON,
                        NOON.plus(ONE_HOUR),
                        index -> index == 0 ? hour : SCHEDULE);

        assertEquals(Set.of(0), decision.givenUp().keySet());
        assertEquals(Set.of(1), decision.again().keySet());
    }

    private static RetryDecision after(Duration age, Map<Integer, DeliveryStatus> failed) {
        return on(failed, age, SCHEDULE);
    }

    private static RetryDecision on(
            Map<Integer, DeliveryStatus> failed, Duration age, RetrySchedule schedule) {
        return RetryDecision.on(
                Failures.tried(new TreeMap<>(failed)), _ -> 1, NOON, NOON.plus(age), _ -> schedule);
    }
}
