package dmail.common.dropfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.io.Owner;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SpecialFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropLocksTest {
    private static final long DEAD = deadProcess();

    private final MemoryLog log = new MemoryLog();
    private final DropLocks locks = locks("here");
    @TempDir private Path folder;
    private Path drop;
    private Path dotLock;

    @BeforeEach
    void nameTheDrop() throws IOException {
        folder = folder.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        drop = folder.resolve("bob");
        dotLock = folder.resolve("bob.lock");
    }

    @Test
    void holdsTheDotLockInTheFormOthersRead() throws IOException {
        try (DropLock lock = acquired(locks)) {
            assertEquals(ProcessHandle.current().pid() + ":here", Files.readString(dotLock));
            assertEquals(drop, lock.dropFile());
        }
        assertTrue(Files.notExists(dotLock));
        assertTrue(Files.exists(drop));
    }

    @Test
    void isNotHinderedByALockThatAnEarlierServerWithItsNumberNeverFinished() throws IOException {
        Path unfinished = folder.resolve(".bob.lock." + ProcessHandle.current().pid());
        Files.writeString(unfinished, "");
        try (DropLock _ = acquired(locks)) {
            assertEquals(ProcessHandle.current().pid() + ":here", Files.readString(dotLock));
        }
        assertTrue(Files.notExists(unfinished));
    }

    @Test
    void givesOneDropToOneThreadAtATime() {
        try (DropLock _ = acquired(locks)) {
            assertBusy("another thread of this server has it");
        }
        acquired(locks).close();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void removesAFifoThatStandsInTheLocksPlace() throws IOException {
        SpecialFiles.fifo(dotLock);
        acquired(locks).close();
        assertTrue(Files.notExists(dotLock));
    }

    @Test
    void saysWhatStandsInTheLocksPlaceWhenItIsNoFile() throws IOException {
        Files.createDirectory(dotLock);
        assertBusy("is not a regular file, which no mail program makes");
    }

    @Test
    void putsAnOldFolderThatIsNotEmptyOutOfTheLocksWay() throws IOException {
        Files.createDirectories(dotLock.resolve("within"));
        Files.setLastModifiedTime(dotLock, FileTime.from(Instant.EPOCH));
        acquired(locks).close();
        acquired(locks).close();
        assertTrue(Files.notExists(dotLock));
    }

    @Test
    void takesNoNeighboursFileForALockWhereEverybodyMayMakeFiles() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.writeString(dotLock, "");
        Files.setAttribute(dotLock, "unix:uid", 4711);
        assertBusy("held by another program");
        Files.setAttribute(folder, "unix:mode", 01777);
        acquired(locks).close();
        assertTrue(log.lines().toString().contains("made by user 4711"), log.lines()::toString);
    }

    @Test
    void respectsTheLockOfTheMailboxesUserWhereEverybodyMayMakeFiles() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setAttribute(folder, "unix:mode", 01777);
        Files.createFile(drop);
        Files.setAttribute(drop, "unix:uid", 4711);
        Files.writeString(dotLock, "");
        Files.setAttribute(dotLock, "unix:uid", 4711);
        assertBusy("held by another program");
    }

    @Test
    void canBeGivenUpTwiceWithoutHarm() {
        DropLock lock = acquired(locks);
        lock.close();
        try (DropLock _ = acquired(locks)) {
            lock.close();
            assertBusy("another thread of this server has it");
            assertTrue(Files.exists(dotLock));
        }
    }

    @Test
    void waitsForTheOneBefore() throws InterruptedException {
        DropLock first = acquired(locks);
        Thread second =
                Thread.ofVirtual()
                        .start(() ->
                                close(locks.acquire(drop, Owner.SERVER, Duration.ofMinutes(1))));
        first.close();
        second.join();
        assertTrue(Files.notExists(dotLock));
    }

    @Test
    void respectsTheFcntlLockOfAnotherProgram() throws Exception {
        Files.createFile(drop);
        try (LockingProgram _ = LockingProgram.start("022", "fcntl", drop)) {
            assertBusy("another program holds its fcntl lock");
            assertTrue(Files.notExists(dotLock), "no dot-lock stays behind");
            DropLocks without = new DropLocks(() -> new LockSettings(false, "here"), log, clock());
            acquired(without).close();
        }
        acquired(locks).close();
    }

    @Test
    void eachLockIsTakenByTheSettingsOfItsMoment() throws Exception {
        LockSettings[] now = {new LockSettings(true, "here")};
        DropLocks asking = new DropLocks(() -> now[0], log, clock());
        Files.createFile(drop);
        try (LockingProgram _ = LockingProgram.start("022", "fcntl", drop)) {
            assertInstanceOf(
                    LockAttempt.Busy.class, asking.acquire(drop, Owner.SERVER, Duration.ZERO));

            now[0] = new LockSettings(false, "there");

            try (DropLock _ = acquired(asking)) {
                assertTrue(Files.readString(dotLock).endsWith(":there"));
            }
        }
    }

    @Test
    void isRespectedByAnotherProgramAndLeavesNothingForLongWhenKilled() throws Exception {
        try (LockingProgram other = LockingProgram.start("022", "dmail", drop)) {
            assertBusy("bob.lock: held by " + other.pid() + ":here");
            other.kill();
            acquired(locks).close();
        }
        assertTrue(
                log.lines().getFirst().contains("stale dot-lock removed"), log.lines()::toString);
        assertEquals(1, log.lines().size());
    }

    @Test
    void removesTheDotLockOfADeadProcessOfThisHost() throws IOException {
        Files.writeString(dotLock, DEAD + ":here\n");

        acquired(locks).close();

        assertEquals(
                List.of(
                        "warning: - stale dot-lock removed file=%s reason=\"process %d is gone\""
                                .formatted(dotLock, DEAD)),
                log.lines());
    }

    @Test
    void removesItsOwnDotLockOfAnEarlierStartWithTheSameNumber() throws IOException {
        Files.writeString(dotLock, ProcessHandle.current().pid() + ":here");
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
        Files.setLastModifiedTime(dotLock, FileTime.from(start.minusSeconds(5)));
        DropLocks then = new DropLocks(() -> new LockSettings(true, "here"), log, () -> start);

        acquired(then).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEAD:elsewhere", "", "0", "mutt", "12:here:there"})
    void waitsAMinuteForAHolderItCannotJudge(String content) throws IOException {
        Files.writeString(dotLock, content.replace("DEAD", String.valueOf(DEAD)));
        Instant made = Files.getLastModifiedTime(dotLock).toInstant();

        DropLocks soon =
                new DropLocks(
                        () -> new LockSettings(true, "here"), log, () -> made.plusMillis(59_999));
        assertInstanceOf(LockAttempt.Busy.class, soon.acquire(drop, Owner.SERVER, Duration.ZERO));
        assertEquals(List.of(), log.lines());

        DropLocks later =
                new DropLocks(
                        () -> new LockSettings(true, "here"), log, () -> made.plusMillis(60_000));
        acquired(later).close();
        assertTrue(log.lines().getFirst().contains("untouched since"), log.lines()::toString);
    }

    @Test
    void leavesTheLockToTheOneWhoRemovedTheOldOneFirst() throws IOException {
        Files.writeString(dotLock, DEAD + ":here");
        Path others = Files.writeString(folder.resolve("others"), "77:elsewhere");
        InstantSource whileItLooks =
                () -> {
                    if (Files.exists(others)) {
                        rename(others, dotLock);
                    }
                    return Instant.now().plusSeconds(60);
                };
        DropLocks slow = new DropLocks(() -> new LockSettings(true, "here"), log, whileItLooks);

        assertInstanceOf(LockAttempt.Busy.class, slow.acquire(drop, Owner.SERVER, Duration.ZERO));

        assertEquals("77:elsewhere", Files.readString(dotLock));
        assertEquals(List.of(), log.lines());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(dotLock), files.toList());
        }
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsItsDotLockFreshWhileItWorks() throws IOException {
        Instant[] now = {Instant.now()};
        DropLocks working = new DropLocks(() -> new LockSettings(true, "here"), log, () -> now[0]);
        try (DropLock lock = acquired(working)) {
            now[0] = now[0].plusSeconds(50);
            lock.keepAlive();
            assertEquals(now[0].toEpochMilli(), Files.getLastModifiedTime(dotLock).toMillis());
        }
    }

    @Test
    void doesNotRemoveADotLockThatBecameAnothers() throws IOException {
        DropLock lock = acquired(locks);
        Path other = Files.writeString(folder.resolve("other"), "77:elsewhere");
        Files.move(other, dotLock, StandardCopyOption.REPLACE_EXISTING);

        lock.close();

        assertEquals("77:elsewhere", Files.readString(dotLock));
    }

    @Test
    void neverFollowsASymlink() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "secret");
        Files.createSymbolicLink(drop, victim);

        assertUnusable(drop + ": not a regular file");
        assertEquals("secret", Files.readString(victim));
    }

    @Test
    void neverFollowsADanglingSymlink() throws IOException {
        Files.createSymbolicLink(drop, folder.resolve("victim"));

        assertUnusable(drop + ": not a regular file");
        assertTrue(Files.notExists(folder.resolve("victim")));
    }

    @Test
    void refusesASecondHardLink() throws IOException {
        Files.createLink(drop, Files.writeString(folder.resolve("victim"), "secret"));

        assertUnusable(drop + ": has 2 hard links");
    }

    @Test
    void refusesFoldersAndMissingFoldersAndCrookedPaths() throws IOException {
        Files.createDirectory(drop);
        assertUnusable(drop + ": not a regular file");

        Path deep = folder.resolve("gone/bob");
        assertEquals(
                new LockAttempt.Unusable(deep + ".lock: No such file or folder"),
                locks.acquire(deep, Owner.SERVER, Duration.ZERO));

        Path crooked = folder.resolve("x/../bob");
        assertEquals(
                new LockAttempt.Unusable(crooked + ": not an absolute, plain path"),
                locks.acquire(crooked, Owner.SERVER, Duration.ZERO));
    }

    @Test
    void refusesAFolderThatTakesNoFiles() {
        Path kernel = drop.getFileSystem().getPath("/proc/bob");

        assertInstanceOf(
                LockAttempt.Unusable.class, locks.acquire(kernel, Owner.SERVER, Duration.ZERO));
    }

    @Test
    void opensTheFileThatTheNameLeadsToNow() throws IOException {
        acquired(locks).close();
        Path next = Files.writeString(folder.resolve("next"), "new");
        Files.move(next, drop, StandardCopyOption.ATOMIC_MOVE);

        try (DropLock lock = acquired(locks)) {
            assertEquals(3, lock.channel().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077", "777"})
    void makesAPrivateFileWhateverTheUmask(String umask) throws Exception {
        LockingProgram.start(umask, "dmail", drop).close();

        assertEquals("rw-------", rights(drop));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "077"})
    void givesTheFileToTheGroupOfAFolderThatTheGroupMayWrite(String umask) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));

        LockingProgram.start(umask, "dmail", drop).close();

        assertEquals("rw-rw----", rights(drop));
        assertEquals(Files.getAttribute(folder, "unix:gid"), Files.getAttribute(drop, "unix:gid"));
    }

    @Test
    void givesTheFileToItsUser() throws IOException {
        assumeRoot();
        close(locks.acquire(drop, new Owner(4321, 8765), Duration.ZERO));

        assertEquals(4321, Files.getAttribute(drop, "unix:uid"));
        assertEquals(8765, Files.getAttribute(drop, "unix:gid"));
        assertEquals("rw-------", rights(drop));
    }

    @Test
    void finishesAFileThatACrashLeftHalfMade() throws IOException {
        assumeRoot();
        acquired(locks).close();

        close(locks.acquire(drop, new Owner(4321, -1), Duration.ZERO));

        assertEquals(4321, Files.getAttribute(drop, "unix:uid"));
    }

    @Test
    void refusesAStrangersFile() throws IOException {
        assumeRoot();
        close(locks.acquire(drop, new Owner(4321, -1), Duration.ZERO));

        assertEquals(
                new LockAttempt.Unusable(drop + ": belongs to user 4321, not to 1234"),
                locks.acquire(drop, new Owner(1234, -1), Duration.ZERO));
        acquired(locks).close();
    }

    @Test
    void readsAndWritesThroughItsChannel() throws IOException {
        try (DropLock lock = acquired(locks)) {
            lock.channel().write(ByteBuffer.wrap(new byte[] {'x'}), 0);
            assertEquals(1, lock.channel().read(ByteBuffer.allocate(9), 0));
        }
    }

    private DropLocks locks(String host) {
        return new DropLocks(() -> new LockSettings(true, host), log, clock());
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }

    private static long deadProcess() {
        try {
            Process process = new ProcessBuilder("true").start();
            process.onExit().join();
            return process.pid();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assumeRoot() throws IOException {
        assumeTrue((int) Files.getAttribute(folder, "unix:uid") == 0, "only root gives files away");
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    private DropLock acquired(DropLocks from) {
        return assertInstanceOf(
                        LockAttempt.Acquired.class, from.acquire(drop, Owner.SERVER, Duration.ZERO))
                .lock();
    }

    private static void close(LockAttempt attempt) {
        assertInstanceOf(LockAttempt.Acquired.class, attempt).lock().close();
    }

    private void assertBusy(String part) {
        LockAttempt attempt = locks.acquire(drop, Owner.SERVER, Duration.ZERO);
        String why = assertInstanceOf(LockAttempt.Busy.class, attempt).why();
        assertTrue(why.contains(part), why);
    }

    private void assertUnusable(String why) {
        assertEquals(
                new LockAttempt.Unusable(why), locks.acquire(drop, Owner.SERVER, Duration.ZERO));
        assertTrue(Files.notExists(dotLock), "no dot-lock stays behind");
    }
}
