package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file on a mount that may hang does what any file does, each time on a thread of its own. */
@Timeout(60)
final class FileServerChannelTest {
    @TempDir private Path folder;
    private final AtomicInteger threads = new AtomicInteger();
    private final Semaphore permits = new Semaphore(1);
    private final FileServerWork work =
            new FileServerWork(
                    List.of(Path.of("/home")),
                    List.of(permits),
                    Duration.ofSeconds(10),
                    task -> {
                        threads.incrementAndGet();
                        FileServerWork.SYSTEM.execute(task);
                    });
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("drop"), "0123456789");
    }

    private interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }

    /** {@return what came of it; it took so many threads beside the one that closed the file} */
    private <T> T asked(int times, Use<T> use) throws Exception {
        T result =
                onVirtualThread(() -> {
                    try (FileChannel channel =
                            work.over(
                                    FileChannel.open(
                                            file,
                                            StandardOpenOption.READ,
                                            StandardOpenOption.WRITE))) {
                        return use.of(channel);
                    }
                });
        assertEquals(times + 1, threads.get());
        assertTrue(permits.tryAcquire(20, TimeUnit.SECONDS), "a thread is at rest again");
        return result;
    }

    private static <T> T onVirtualThread(Callable<T> test) throws Exception {
        FutureTask<T> task = new FutureTask<>(test);
        Thread _ = Thread.ofVirtual().start(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.US_ASCII.decode(octets.flip()).toString();
    }

    @Test
    void readsAndWritesFromWhereItIs() throws Exception {
        String read =
                asked(
                        4,
                        channel -> {
                            ByteBuffer some = ByteBuffer.allocate(3);
                            assertEquals(3, channel.read(some));
                            assertEquals(3, channel.position());
                            assertEquals(2, channel.write(octets("ab")));
                            assertEquals(5, channel.position());
                            return text(some);
                        });

        assertEquals("012", read);
        assertEquals("012ab56789", Files.readString(file));
    }

    @Test
    void readsAndWritesElsewhereWithoutGoingThere() throws Exception {
        asked(
                5,
                channel -> {
                    ByteBuffer some = ByteBuffer.allocate(2);
                    assertEquals(2, channel.read(some, 8));
                    assertEquals("89", text(some));
                    assertEquals(1, channel.write(octets("x"), 9));
                    assertEquals(-1, channel.read(ByteBuffer.allocate(1), 10));
                    assertEquals(10, channel.size());
                    return channel.position();
                });

        assertEquals("012345678x", Files.readString(file));
    }

    @Test
    void readsIntoAndWritesOutOfSeveralBuffers() throws Exception {
        asked(
                3,
                channel -> {
                    ByteBuffer[] two = {ByteBuffer.allocate(1), ByteBuffer.allocate(2)};
                    assertEquals(3, channel.read(two));
                    assertEquals("12", text(two[1]));
                    channel.position(8);
                    return channel.write(new ByteBuffer[] {octets("a"), octets("bc")});
                });

        assertEquals("01234567abc", Files.readString(file));
    }

    @Test
    void cutsAndForces() throws Exception {
        asked(
                2,
                channel -> {
                    assertEquals(channel, channel.truncate(4));
                    channel.force(true);
                    return true;
                });

        assertEquals("0123", Files.readString(file));
    }

    /** A client may take long: no thread of the mount waits for it. */
    @Test
    void octetsGoToAndComeFromAClientOnTheCallersThread() throws Exception {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        asked(
                3,
                channel -> {
                    assertEquals(4, channel.transferTo(2, 4, Channels.newChannel(client)));
                    assertEquals(0, channel.transferTo(10, 4, Channels.newChannel(client)));
                    ByteArrayInputStream from = new ByteArrayInputStream(new byte[] {'x', 'y'});
                    assertEquals(2, channel.transferFrom(Channels.newChannel(from), 8, 10));
                    return channel.transferFrom(Channels.newChannel(from), 8, 10);
                });

        assertArrayEquals("2345".getBytes(StandardCharsets.US_ASCII), client.toByteArray());
        assertEquals("01234567xy", Files.readString(file));
    }

    @Test
    void locksTheFile() throws Exception {
        asked(
                2,
                channel -> {
                    try (FileLock lock = channel.lock(0, 1, false)) {
                        assertTrue(lock.isValid());
                    }
                    try (FileLock lock = channel.tryLock(1, 1, false)) {
                        assertTrue(lock.isValid());
                    }
                    return true;
                });
    }

    /** A page of it could hang whoever looks at it. */
    @Test
    void isNeverMapped() throws Exception {
        asked(
                0,
                channel ->
                        assertThrows(
                                UnsupportedOperationException.class,
                                () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1)));
    }

    @Test
    void closesTheFileUnderIt() throws Exception {
        FileChannel under = FileChannel.open(file);
        onVirtualThread(() -> {
            work.over(under).close();
            return true;
        });

        assertFalse(under.isOpen());
    }
}
