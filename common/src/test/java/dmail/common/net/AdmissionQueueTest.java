package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits.Entry;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AdmissionQueueTest {
    private static final ClientGroup BOB = ClientGroup.of(InetAddress.ofLiteral("192.0.2.2"), 64);

    private final MemoryAccount memory = new MemoryAccount(1 << 20);
    private final SessionSlots slots = new SessionSlots();
    private final AdmissionQueue door =
            new AdmissionQueue(memory, slots, AdmissionQueue.Waits.USUAL);
    private final Entry in = new Entry.Entered(memory.open(BOB, 0, SessionMemory.Line.NONE));

    /** The last session has ended after the newcomer found no place, and nobody can give way. */
    @Test
    void aPlaceThatHasBecomeFreeIsTakenThoughNobodyGivesWay() {
        slots.change(1);

        assertEquals(in, door.enter(BOB, () -> in));
        assertEquals(1, slots.taken());
    }

    @Test
    void whereNobodyGivesWayThereIsNoPlace() {
        slots.change(0);

        assertEquals(new Entry.Full(), door.enter(BOB, () -> in));
        assertEquals(0, slots.taken());
    }
}
