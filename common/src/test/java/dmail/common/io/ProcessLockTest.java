package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.io.ProcessLock.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessLockTest {
    @TempDir private Path folder;

    @Test
    void isTakenByTheFirstAndTellsTheSecondByWhom() throws Exception {
        Attempt first = ProcessLock.tryLock(file(), "dsmtp, process 4711");
        Attempt second = ProcessLock.tryLock(file(), "dsmtp, process 4712");

        assertInstanceOf(Attempt.Held.class, first);
        assertEquals(new Attempt.Taken("dsmtp, process 4711"), second);
    }

    @Test
    void ignoresAFileThatAnEndedProcessLeft() throws Exception {
        Files.writeString(file(), "dsmtp, process 1 and much more than will be written now\n");

        assertInstanceOf(Attempt.Held.class, ProcessLock.tryLock(file(), "dsmtp, process 4711"));
        assertEquals("dsmtp, process 4711\n", Files.readString(file()));
    }

    @Test
    void leavesNoFileBehindAndMayBeTakenAgain() throws Exception {
        for (int round = 0; round < 2; round++) {
            Attempt attempt = ProcessLock.tryLock(file(), "us");
            assertInstanceOf(Attempt.Held.class, attempt);
            ((Attempt.Held) attempt).lock().close();
            assertFalse(Files.exists(file()));
        }
    }

    @Test
    void doesNotFollowASymbolicLink() throws Exception {
        Path target = Files.writeString(folder.resolve("passwd"), "root\n");
        Files.createSymbolicLink(file(), target);

        assertThrows(IOException.class, () -> ProcessLock.tryLock(file(), "us"));
        assertEquals("root\n", Files.readString(target));
    }

    private Path file() {
        return folder.resolve("dsmtp.lock");
    }
}
