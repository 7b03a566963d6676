package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FreshFailureTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final QueueId TRIED = new QueueId("0123456789ABCD");
    private static final QueueId OTHER = new QueueId("0123456789ABCE");
    private static final DeliveryStatus WHY =
            DeliveryStatus.of(new EnhancedCode(4, 4, 1), "no answer");

    private final FreshFailure failure = new FreshFailure(WHY, NOON, List.of(TRIED));

    /** What it was found out with has had its attempt, and the next one is another. */
    @Test
    void bi31_itCountsOnceForEachMessage() {
        Instant before = NOON.minusMillis(1);

        assertEquals(Optional.empty(), failure.countFor(TRIED, before));
        assertEquals(Optional.of(WHY), failure.countFor(OTHER, before));
        assertEquals(Optional.empty(), failure.countFor(OTHER, before));
    }

    @Test
    void itCountsNoLongerThanItTook() {
        assertEquals(Optional.empty(), failure.countFor(OTHER, NOON));
    }
}
