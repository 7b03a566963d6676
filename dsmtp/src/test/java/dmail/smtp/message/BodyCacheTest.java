package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BodyCacheTest {
    private static final Body STORED = new FileBody(Path.of("00000001.journal"), 2000, 1 << 20);

    private final MemoryAccount memory = new MemoryAccount(64 << 20);
    private final BodyCache fresh = new BodyCache(memory);
    private final Body small = MemoryBody.of(new byte[4000]);
    private final Body large = MemoryBody.of(new byte[16 << 10]);

    @Test
    void keepsAMessageAsItCame() {
        assertSame(small, fresh.keep(small, STORED));
    }

    @Test
    void whatWasSpilledIsReadFromWhereItLies() {
        assertSame(STORED, fresh.keep(STORED, STORED));
    }

    @Test
    void aLongMessageIsReadFromTheJournal() {
        assertSame(STORED, fresh.keep(MemoryBody.of(new byte[(16 << 10) + 1]), STORED));
    }

    @Test
    void whatIsBeyondTheBoundIsReadFromTheJournalUntilOthersHaveLeft() {
        Body last = fresh.keep(large, STORED);
        fillUp();

        fresh.forget(last);

        assertSame(large, fresh.keep(large, STORED));
        assertSame(STORED, fresh.keep(large, STORED));
    }

    @Test
    void givingUpWhatWasNotKeptMakesNoRoom() {
        fillUp();

        fresh.forget(STORED);

        assertSame(STORED, fresh.keep(large, STORED));
    }

    @Test
    void whatIsKeptStaysTakenUntilItIsForgotten() {
        ByteBuffer piece = ByteBuffer.allocate(8192).limit(4000);

        Body kept = fresh.keep(new MemoryBody(List.of(piece)), STORED);

        assertEquals(8192, memory.taken(MemoryUse.BODIES));
        fresh.forget(kept);
        assertEquals(0, memory.taken(MemoryUse.BODIES));
    }

    @Test
    void whenMemoryIsShortEachMessageIsReadFromTheJournal() {
        BodyCache none = new BodyCache(new MemoryAccount(4000));

        for (int i = 0; i < 5000; i++) {
            assertSame(STORED, none.keep(small, STORED));
        }
    }

    private void fillUp() {
        while (fresh.keep(large, STORED) instanceof MemoryBody) {
            // As many as it takes.
        }
        assertSame(STORED, fresh.keep(large, STORED));
    }
}
