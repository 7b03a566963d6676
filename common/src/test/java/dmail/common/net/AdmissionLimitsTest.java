package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import org.junit.jupiter.api.Test;

class AdmissionLimitsTest {
    private static final ClientGroup ANN = new ClientGroup.User("ann");
    private static final ClientGroup BOB = new ClientGroup.User("bob");

    private final AdmissionLimits admission = new AdmissionLimits(3, 2);

    @Test
    void onePartyCannotCrowdOthersOut() {
        assertTrue(admission.tryEnter(ANN));
        assertTrue(admission.tryEnter(ANN));
        assertFalse(admission.tryEnter(ANN));
        assertTrue(admission.tryEnter(BOB));
    }

    @Test
    void allTogetherHaveABound() {
        assertTrue(admission.tryEnter(ANN));
        assertTrue(admission.tryEnter(ANN));
        assertTrue(admission.tryEnter(BOB));
        assertFalse(admission.tryEnter(BOB));
    }

    @Test
    void whoLeavesMakesRoom() {
        assertTrue(admission.tryEnter(ANN));
        assertTrue(admission.tryEnter(ANN));
        admission.leave(ANN);
        assertTrue(admission.tryEnter(ANN));
        assertTrue(admission.tryEnter(BOB));
        admission.leave(BOB);
        assertTrue(admission.tryEnter(BOB));
    }
}
