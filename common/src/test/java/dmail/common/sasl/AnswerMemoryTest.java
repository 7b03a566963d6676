package dmail.common.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.authent.password.Password;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.SessionMemory;
import org.junit.jupiter.api.Test;

final class AnswerMemoryTest {
    private final MemoryAccount account = new MemoryAccount(30_000);
    private final SessionMemory session =
            account.open(new ClientGroup.User("ann"), 0, SessionMemory.Line.NONE);

    private static SaslStep check(int octets) {
        return new SaslStep.Check("", new Password(new byte[octets]));
    }

    @Test
    void aShortAnswerIsPartOfWhatASessionHas() throws MemoryShortException {
        try (AnswerMemory _ = AnswerMemory.of(check(1024), session)) {
            assertEquals(0, account.taken());
        }
    }

    @Test
    void aLongAnswerIsTakenUntilItIsJudged() throws MemoryShortException {
        try (AnswerMemory _ = AnswerMemory.of(check(9_000), session)) {
            assertEquals(27_000, account.taken());
            assertThrows(MemoryShortException.class, () -> AnswerMemory.of(check(9_000), session));
        }
        assertEquals(0, account.taken());
    }
}
