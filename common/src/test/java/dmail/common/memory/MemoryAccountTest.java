package dmail.common.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MemoryAccountTest {
    private final MemoryAccount account = new MemoryAccount(100);

    @Test
    void takesWhatFitsAndNoOctetMore() {
        assertTrue(account.tryTake(MemoryUse.SESSIONS, 60));
        assertFalse(account.tryTake(MemoryUse.TLS, 41));
        assertTrue(account.tryTake(MemoryUse.TLS, 40));
        assertEquals(100, account.taken());
    }

    @Test
    void aRefusedShareIsNotCounted() {
        assertFalse(account.tryTake(MemoryUse.BODIES, 101));
        assertEquals(0, account.taken());
        assertEquals(0, account.taken(MemoryUse.BODIES));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertTrue(account.tryTake(MemoryUse.MAILBOXES, 100));
        account.giveBack(MemoryUse.MAILBOXES, 100);
        assertTrue(account.tryTake(MemoryUse.QUEUE, 100));
        assertEquals(0, account.taken(MemoryUse.MAILBOXES));
        assertEquals(100, account.taken(MemoryUse.QUEUE));
    }
}
