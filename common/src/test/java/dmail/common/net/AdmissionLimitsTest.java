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
        assertTrue(doorstep.tryCome(ANN));
        assertTrue(doorstep.tryCome(ANN));
        assertFalse(doorstep.tryCome(ANN));
        assertTrue(doorstep.tryCome(BOB));
    }

    @Test
    void allTogetherHaveABound() {
        assertTrue(doorstep.tryCome(ANN));
        assertTrue(doorstep.tryCome(ANN));
        assertTrue(doorstep.tryCome(BOB));
        assertFalse(doorstep.tryCome(BOB));
    }

    @Test
    void whoLeavesMakesRoom() {
        assertTrue(doorstep.tryCome(ANN));
        assertTrue(doorstep.tryCome(ANN));
        doorstep.leave(ANN);
        assertTrue(doorstep.tryCome(ANN));
        assertTrue(doorstep.tryCome(BOB));
        doorstep.leave(BOB);
        assertTrue(doorstep.tryCome(BOB));
    }
}
