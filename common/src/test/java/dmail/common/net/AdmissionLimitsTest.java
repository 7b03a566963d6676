package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import org.junit.jupiter.api.Test;

class AdmissionLimitsTest {
    private static final ClientGroup ANN = new ClientGroup.User("ann");
    private static final ClientGroup BOB = new ClientGroup.User("bob");

    private final AdmissionLimits doorstep = new AdmissionLimits(3, 2);

    @Test
    void onePartyCannotCrowdOthersOut() {
        assertTrue(doorstep.tryEnter(ANN));
        assertTrue(doorstep.tryEnter(ANN));
        assertFalse(doorstep.tryEnter(ANN));
        assertTrue(doorstep.tryEnter(BOB));
    }

    @Test
    void allTogetherHaveABound() {
        assertTrue(doorstep.tryEnter(ANN));
        assertTrue(doorstep.tryEnter(ANN));
        assertTrue(doorstep.tryEnter(BOB));
        assertFalse(doorstep.tryEnter(BOB));
    }

    @Test
    void whoLeavesMakesRoom() {
        assertTrue(doorstep.tryEnter(ANN));
        assertTrue(doorstep.tryEnter(ANN));
        doorstep.leave(ANN);
        assertTrue(doorstep.tryEnter(ANN));
        assertTrue(doorstep.tryEnter(BOB));
        doorstep.leave(BOB);
        assertTrue(doorstep.tryEnter(BOB));
    }
}
