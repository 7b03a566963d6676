package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryDecisionTest {
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
    @CsvSource({"PT1H, 1 hour", "PT90M, 90 minutes", "PT1M, 1 minute", "P4D, 96 hours"})
    void theLifeIsToldInWords(Duration life, String words) {
        RetryDecision decision =
                RetryDecision.on(
                        new TreeMap<>(Map.of(0, LATER)),
                        NOON,
                        NOON.plus(life),
                        new RetrySchedule(Duration.ZERO, Duration.ofHours(2), life));

        assertEquals(
                "not delivered within " + words + "; at last: busy",
                decision.givenUp().sequencedValues().getFirst().text());
    }

    @ParameterizedTest
    @CsvSource({"PT3H59M59S, false", "PT4H, true", "PT95H, true", "PT96H, false"})
    void aNoticeIsDueAfterFourHoursWhileSomebodyWaits(Duration age, boolean due) {
        RetryDecision decision = after(age, Map.of(0, LATER));

        assertEquals(due, decision.isTimeForNotice(NOON, NOON.plus(age)));
    }

    private static RetryDecision after(Duration age, Map<Integer, DeliveryStatus> failed) {
        return RetryDecision.on(new TreeMap<>(failed), NOON, NOON.plus(age), SCHEDULE);
    }
}
