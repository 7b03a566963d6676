package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileServerFoldersTest {
    private static final Path ALICE = Path.of("/home/alice");
    private static final Path BOB = Path.of("/home/bob");
    private static final int MOST_MAILBOXES = 64;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** The file server is silent until this opens. */
    private final CountDownLatch server = new CountDownLatch(1);

    private static FileServerFolders folders(Duration timeout) {
        MountTable table = new MountTable(Map.of(Path.of("/home"), true));
        return new FileServerFolders(() -> table, timeout);
    }

    @AfterEach
    void openTheServer() {
        server.countDown();
    }

    private String hang() throws InterruptedException {
        server.await();
        return "late";
    }

    private void assertHangs(FileServerFolders folders, Path home) {
        IOException silent = assertThrows(IOException.class, () -> folders.call(home, this::hang));
        assertEquals(home + " does not answer", silent.getMessage());
    }

    @Test
    void worksOnThisHostsDisksAtOnceOnTheSameThread() throws IOException {
        Thread worker = folders(SHORT).call(Path.of("/srv/x"), Thread::currentThread);
        assertEquals(Thread.currentThread(), worker);
    }

    @Test
    void keepsCarriersFromFileServers() throws IOException {
        assertFalse(folders(LONG).call(ALICE, () -> Thread.currentThread().isVirtual()));
    }

    @Test
    void handsOnWhatTheWorkThrows() {
        IOException mine = new IOException("mine");
        assertEquals(
                mine,
                assertThrows(
                        IOException.class,
                        () ->
                                folders(LONG)
                                        .call(
                                                ALICE,
                                                () -> {
                                                    throw mine;
                                                })));
    }

    @Test
    void givesUpAHomeThatHangsAndNoOther() throws IOException {
        FileServerFolders folders = folders(SHORT);
        assertHangs(folders, ALICE);
        assertEquals("mail", folders.call(BOB, () -> "mail"));
    }

    @Test
    void asksAHomeThatHangsNoSecondTimeUntilItAnswers() throws Exception {
        FileServerFolders folders = folders(SHORT);
        assertHangs(folders, ALICE);
        assertThrows(
                IOException.class,
                () ->
                        folders.call(
                                ALICE,
                                () -> {
                                    throw new AssertionError("asked");
                                }));
        server.countDown();
        String answer = "";
        while (!answer.equals("mail")) {
            try {
                answer = folders.call(ALICE, () -> "mail");
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void doesWorkInOneHomeInTurn() throws Exception {
        FileServerFolders folders = folders(LONG);
        FutureTask<String> first = new FutureTask<>(() -> folders.call(ALICE, this::hang));
        FutureTask<String> second = new FutureTask<>(() -> folders.call(ALICE, () -> "second"));
        Thread.ofVirtual().start(first);
        Thread waiter = Thread.ofPlatform().daemon().start(second);
        server.countDown();
        assertEquals("late", first.get());
        assertEquals("second", second.get());
        waiter.join();
    }

    @Test
    void waitsForWorkThatCannotBeLeftAloneOnceItHasBegun() throws Exception {
        FileServerFolders folders = folders(SHORT);
        FutureTask<String> first =
                new FutureTask<>(() -> folders.callUninterrupted(ALICE, this::hang));
        Thread.ofVirtual().start(first);
        while (true) {
            try {
                folders.callUninterrupted(ALICE, () -> "too early");
            } catch (IOException notBegun) {
                assertEquals(ALICE + " does not answer", notBegun.getMessage());
                break;
            }
        }
        server.countDown();
        assertEquals("late", first.get());
    }

    @Test
    void letsOnlySoManyHomesOfOneServerHang() throws Exception {
        FileServerFolders folders = folders(Duration.ofSeconds(1));
        List<FutureTask<Void>> askers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Path home = Path.of("/home/user" + i);
            FutureTask<Void> asker = new FutureTask<>(() -> assertHangs(folders, home), null);
            Thread.ofVirtual().start(asker);
            askers.add(asker);
        }
        for (FutureTask<Void> asker : askers) {
            asker.get();
        }
        long threads =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("file-server-folder"))
                        .count();
        assertTrue(threads <= 8, () -> threads + " threads hang");
    }

    private static <T> FutureTask<T> onCarrier(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void worksOnMailboxesOfThisHostAtOnce() throws Exception {
        FileWork work = folders(SHORT).workAt(List.of(Path.of("/srv/x"), Path.of("/var/y")));
        assertSame(FileWork.HERE, work);
        assertTrue(onCarrier(() -> work.call(() -> Thread.currentThread().isVirtual())).get());
    }

    @Test
    void keepsCarriersFromMailboxesOfFileServers() throws Exception {
        FileWork work = folders(LONG).workAt(List.of(Path.of("/srv/x"), ALICE));
        assertFalse(onCarrier(() -> work.call(() -> Thread.currentThread().isVirtual())).get());
        Thread mine = Thread.currentThread();
        assertSame(mine, work.call(Thread::currentThread));
    }

    @Test
    void refusesWorkWhenTooMuchHangsAtAMountAndAtNoOther() throws Exception {
        MountTable table = new MountTable(Map.of(Path.of("/home"), true, Path.of("/mail"), true));
        FileServerFolders folders = new FileServerFolders(() -> table, SHORT);
        FileWork work = folders.workAt(List.of(ALICE));
        CountDownLatch begun = new CountDownLatch(MOST_MAILBOXES);
        List<FutureTask<String>> hanging = new ArrayList<>();
        for (int i = 0; i < MOST_MAILBOXES; i++) {
            hanging.add(onCarrier(() -> work.call(() -> hang(begun))));
        }
        begun.await();
        FutureTask<String> refused = onCarrier(() -> work.call(() -> "begun"));
        Throwable why = assertThrows(ExecutionException.class, refused::get).getCause();
        assertTrue(String.valueOf(why).endsWith("of [/home] does not answer"));
        FileWork other = folders.workAt(List.of(Path.of("/mail/bob")));
        assertEquals("mail", onCarrier(() -> other.call(() -> "mail")).get());
        FutureTask<Boolean> last =
                onCarrier(() -> {
                    work.finish(() -> {});
                    return true;
                });
        assertFalse(last.isDone());
        server.countDown();
        assertTrue(last.get());
        assertEquals("late", hanging.getLast().get());
    }

    private String hang(CountDownLatch begun) throws IOException {
        begun.countDown();
        try {
            return hang();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Its session would use meanwhile what the work uses. */
    @Test
    void workOnAMailboxIsNotLeftAloneByWhoIsInterrupted() throws Exception {
        FileWork work = folders(LONG).workAt(List.of(ALICE));
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<String> task = new FutureTask<>(() -> work.call(() -> hang(begun)));
        Thread session = Thread.ofVirtual().start(task);
        begun.await();
        session.interrupt();
        server.countDown();
        assertEquals("late", task.get());
    }

    @Test
    void aFileOfAFileServerGoesToItsReaderInPieces(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mail"), "0123456789".repeat(20_000));
        FileWork work = folders(LONG).workAt(List.of(ALICE));
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (FileChannel channel = work.over(FileChannel.open(file, StandardOpenOption.READ))) {
            FutureTask<Long> sent =
                    onCarrier(() -> {
                        long all = 0;
                        while (all < 150_000) {
                            all += channel.transferTo(all, 150_000 - all, Channels.newChannel(got));
                        }
                        return all;
                    });
            assertEquals(150_000, sent.get());
        }
        assertEquals("0123456789".repeat(15_000), got.toString(StandardCharsets.US_ASCII));
    }
}
