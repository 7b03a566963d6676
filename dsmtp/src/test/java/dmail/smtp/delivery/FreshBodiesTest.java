package dmail.smtp.delivery;

import static org.junit.jupiter.api.Assertions.assertSame;

import dmail.smtp.queue.Body;
import dmail.smtp.queue.FileBody;
import dmail.smtp.queue.MemoryBody;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FreshBodiesTest {
    private static final Body STORED = new FileBody(Path.of("00000001.journal"), 2000, 1 << 20);

    private final FreshBodies fresh = new FreshBodies();
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

    private void fillUp() {
        while (fresh.keep(large, STORED) instanceof MemoryBody) {
            // As many as it takes.
        }
        assertSame(STORED, fresh.keep(large, STORED));
    }
}
