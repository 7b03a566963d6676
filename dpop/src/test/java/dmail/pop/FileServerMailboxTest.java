package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.FileServerFolders;
import dmail.common.io.FileWork;
import dmail.common.memory.SessionMemory;
import dmail.common.net.WireWriter;
import dmail.common.server.CannotStart;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.store.Spool;
import dmail.pop.store.UpdateResult;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes on a file server that says nothing any more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileServerMailboxTest {
    private static final int MANY = 8 * Runtime.getRuntime().availableProcessors();

    /** Longer than what is read at once. */
    private static final String LONG = "0123456789 of a line\n".repeat(10_000);

    @TempDir private Path folder;

    /** Many more mailboxes hang than there are threads that carry sessions. */
    @SuppressWarnings("try")
    @Test
    void aFileServerThatHangsAtLoginHoldsUpItsOwnUsersOnly() throws IOException, CannotStart {
        try (TestServer server = serverWithUsers(MANY);
                HangingMount mount = HangingMount.at(folder.resolve("acme"))) {
            List<Socket> hanging = new ArrayList<>();
            List<BufferedReader> replies = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                hanging.add(server.connect());
                replies.add(TestServer.send(hanging.getLast(), login("u" + i + "/acme")));
                assertTrue(TestServer.last(replies.getLast(), 1).startsWith("+OK"));
            }
            serves(server);
            assertTrue(TestServer.last(replies.getFirst(), 2).startsWith("-ERR [SYS/TEMP]"));
            mount.close();
            for (Socket socket : hanging) {
                socket.close();
            }
        }
    }

    @Test
    void aFileServerThatHangsInTheMiddleHoldsUpItsOwnUsersOnly() throws Exception {
        FileServerFolders folders = fileServerFolders();
        List<Maildrop> remote = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            remote.add(onCarrier(opening(folders, "remote/u" + i)).get());
        }
        List<FutureTask<?>> hanging = new ArrayList<>();
        try (HangingMount _ = HangingMount.at(folder.resolve("remote"))) {
            for (Maildrop maildrop : remote) {
                boolean reads = hanging.size() % 2 == 0;
                hanging.add(onCarrier(reads ? () -> maildrop.read(1) : () -> deleting(maildrop)));
            }
            Maildrop local = onCarrier(opening(folders, "local")).get();
            assertInstanceOf(Maildrop.Reading.Ready.class, onCarrier(() -> local.read(1)).get());
            assertEquals(new UpdateResult.Done(1), onCarrier(() -> deleting(local)).get());
            local.close();
            assertTrue(hanging.stream().noneMatch(FutureTask::isDone));
        }
        for (FutureTask<?> one : hanging) {
            awaitEnd(one);
        }
    }

    @Test
    void aMailboxOfAFileServerIsReadToTheEnd() throws Exception {
        FileServerFolders folders = fileServerFolders();
        Maildrop maildrop = onCarrier(opening(folders, "remote/u")).get();
        String text =
                onCarrier(
                                () -> {
                                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                                    WireWriter writer = new WireWriter(out);
                                    if (maildrop.read(1) instanceof Maildrop.Reading.Ready ready) {
                                        ready.message().writeTo(writer);
                                        assertTrue(maildrop.isThere(ready.message()));
                                    }
                                    writer.flush();
                                    return out.toString(StandardCharsets.US_ASCII);
                                })
                        .get();
        assertEquals("Subject: hello\r\n\r\n" + LONG.replace("\n", "\r\n"), text);
        onCarrier(
                        () -> {
                            maildrop.rest();
                            maildrop.wake();
                            maildrop.close();
                            return true;
                        })
                .get();
    }

    /** A table of mounts that says so of a folder of this host's. */
    private FileServerFolders fileServerFolders() throws IOException {
        Files.createDirectories(folder.resolve("remote"));
        Path table = folder.resolve("proc/self/mountinfo");
        Files.createDirectories(folder.resolve("proc/self"));
        Files.writeString(table, "43 27 0:39 / /remote rw - nfs files:/mail rw\n");
        return new FileServerFolders(folder, Duration.ofSeconds(10));
    }

    private Callable<Maildrop> opening(FileServerFolders folders, String place) throws IOException {
        Spool spool = new Spool(Files.createDirectories(folder.resolve(place)));
        spool.holds(Spool.message("hello", LONG));
        FileWork work = folders.workAt(List.of(spool.drop(), spool.work()));
        Maildrops maildrops = spool.maildrops();
        return () -> {
            Opening opening =
                    work.call(() -> maildrops.open(spool.alice(), SessionMemory.unbounded(), work));
            return ((Opening.Opened) opening).maildrop();
        };
    }

    private static UpdateResult deleting(Maildrop maildrop) throws IOException {
        maildrop.delete(1);
        return maildrop.update();
    }

    /** It may have come to an error. */
    private static void awaitEnd(FutureTask<?> one) throws InterruptedException {
        try {
            Object _ = one.get();
        } catch (ExecutionException e) {
            assertInstanceOf(IOException.class, e.getCause());
        }
    }

    private static <T> FutureTask<T> onCarrier(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private TestServer serverWithUsers(int many) throws IOException, CannotStart {
        TestServer server = new TestServer(folder, "");
        StringBuilder users = new StringBuilder();
        users.append("alice:").append(TestServer.HASH).append('\n');
        for (int i = 0; i < many; i++) {
            users.append("acme_u").append(i).append(':').append(TestServer.HASH).append('\n');
        }
        Files.writeString(folder.resolve("work/nwauth.txt"), users);
        server.restart("");
        return server;
    }

    private static String login(String user) {
        return "USER %s\r\nPASS secret\r\n".formatted(user);
    }

    private static void serves(TestServer server) throws IOException {
        try (Socket socket = server.connect()) {
            socket.setSoTimeout(10_000);
            BufferedReader replies =
                    TestServer.send(socket, login("alice") + "STAT\r\nDELE 1\r\nQUIT\r\n");
            assertTrue(TestServer.last(replies, 3).startsWith("+OK 1 messages"));
            assertEquals("+OK goodbye", TestServer.last(replies, 3));
        }
    }
}
