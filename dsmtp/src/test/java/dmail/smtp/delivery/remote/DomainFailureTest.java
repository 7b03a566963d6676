package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import org.junit.jupiter.api.Test;

/** What becomes of mail when no host of its domain was reached. */
final class DomainFailureTest {
    private static final DeliveryStatus REFUSED =
            DeliveryStatus.of(new EnhancedCode(5, 7, 1), "the host doesn't want us");
    private static final DeliveryStatus DEAD =
            DeliveryStatus.of(new EnhancedCode(4, 4, 1), "the host doesn't answer");
    private static final DeliveryStatus OURS =
            DeliveryStatus.localFailure("this machine lacks the source");

    private final DomainFailure failure = new DomainFailure();

    @Test
    void aHostThatIsDeadSaysMoreThanASourceThatIsMissing() {
        failure.addNoSource(OURS);
        failure.add(DEAD);

        assertEquals(new RoundEnd.Unreachable(DEAD), failure.end());
    }

    /** The host that was not asked might have taken it. */
    @Test
    void b3_nothingIsGivenUpWhileASourceIsMissing() {
        failure.add(REFUSED);
        failure.addNoSource(OURS);

        assertEquals(new RoundEnd.NoSource(OURS), failure.end());
    }

    @Test
    void aRefusalCountsThoughTheOtherFamilyIsOff() {
        failure.addNotSent(OURS);
        failure.add(REFUSED);

        assertEquals(new RoundEnd.Unreachable(REFUSED), failure.end());
    }
}
