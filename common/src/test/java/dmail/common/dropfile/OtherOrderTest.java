package dmail.common.dropfile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.Owner;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs such as mutt open a drop file, lock it with fcntl, and make the dot-lock last. */
class OtherOrderTest {
    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();
    private final List<Runnable> later = new ArrayList<>();
    private Path drop;
    private Path dotLock;
    private DropLocks locks;

    @BeforeEach
    void makeLocks() throws IOException {
        drop = Files.createFile(folder.resolve("bob"));
        dotLock = folder.resolve("bob.lock");
        locks =
                new DropLocks(
                        () -> new LockSettings(true, "here"),
                        log,
                        InstantSource.system(),
                        new Replaced(log, later::add));
    }

    private DropLock acquired() {
        LockAttempt attempt = locks.acquire(drop, Owner.SERVER, Duration.ofMinutes(1));
        return assertInstanceOf(LockAttempt.Acquired.class, attempt).lock();
    }

    @Test
    void givesTheDotLockBackWhileAnotherProgramHasTheFcntlLock() throws Exception {
        Thread waiting = Thread.ofVirtual().unstarted(() -> acquired().close());
        try (LockingProgram _ = LockingProgram.start("022", "fcntl", drop)) {
            waiting.start();
            assertTimeoutPreemptively(Duration.ofSeconds(30), this::takeTheDotLock);
            Files.delete(dotLock);
        }
        waiting.join();
        assertTrue(Files.notExists(dotLock));
    }

    /** A program that opened it before must not take it for the drop file. */
    @Test
    void aReplacedFileStaysLockedForAWhileAndItsNameIsFree() throws Exception {
        Path old = drop.resolveSibling("old");
        DropLock lock = acquired();
        Files.createLink(old, drop);
        Files.delete(drop);
        lock.replaced();
        lock.close();

        assertTrue(Files.notExists(dotLock));
        assertTrue(lock.channel().isOpen());
        acquired().close();

        later.forEach(Runnable::run);
        assertFalse(lock.channel().isOpen());
    }

    /** Sees that the server has it, and then takes it as soon as it is free. */
    private void takeTheDotLock() throws IOException {
        while (make()) {
            Files.delete(dotLock);
        }
        while (!make()) {
            Thread.onSpinWait();
        }
    }

    private boolean make() throws IOException {
        try {
            Files.createFile(dotLock);
            return true;
        } catch (FileAlreadyExistsException held) {
            return false;
        }
    }
}
