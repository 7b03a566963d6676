package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.Party;
import org.junit.jupiter.api.Test;

class DoorstepTest {
    private static final Party ANN = new Party.User("ann");
    private static final Party BOB = new Party.User("bob");

    private final Doorstep doorstep = new Doorstep(3, 2);

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
