package dmail.common.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class WatchedFileTest {
    private static final int ASKING = 8;

    @TempDir Path folder;
    private Path file = Path.of("");
    private final MemoryLog log = new MemoryLog();
    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean isFull = new AtomicBoolean();
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch reads = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    /** A file's whole text. */
    private record Text(String text, List<String> closed) implements Reading {
        @Override
        public void close() {
            closed.add(text);
        }
    }

    @BeforeEach
    void writeTheFile() throws IOException {
        file = folder.resolve("file");
        Files.writeString(file, "old");
    }

    private Text read(Path path, Optional<Text> before) throws IOException {
        if (isFull.get()) {
            throw new TableTooLargeException("needs more memory");
        }
        return new Text(Files.readString(path), closed);
    }

    private Text readSlowly(Path path, Optional<Text> before) throws IOException {
        if (before.isPresent()) {
            reads.countDown();
            try {
                assertTrue(mayGoOn.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return read(path, before);
    }

    private WatchedFile<Text> watched(WatchedFile.Reader<Text> reader) {
        return new WatchedFile<>(file, "file", reader, now::get, log);
    }

    @Test
    void theOldReadingAnswersWhileTheNewOneIsMade() throws Exception {
        WatchedFile<Text> watched = watched(this::readSlowly);
        assertEquals("old", watched.ask(Text::text));
        Files.writeString(file, "newer");
        CompletableFuture<String> first = asked(watched);
        assertTrue(reads.await(20, TimeUnit.SECONDS));

        assertEquals("old", watched.ask(Text::text));
        CompletableFuture<String> waits =
                CompletableFuture.supplyAsync(() -> ask(watched, answer -> answer.equals("newer")));
        mayGoOn.countDown();

        assertEquals("newer", first.get(20, TimeUnit.SECONDS));
        assertEquals("newer", waits.get(20, TimeUnit.SECONDS));
        assertEquals(List.of("old"), closed);
    }

    private static CompletableFuture<String> asked(WatchedFile<Text> watched) {
        return CompletableFuture.supplyAsync(() -> ask(watched, _ -> true));
    }

    private static String ask(WatchedFile<Text> watched, Predicate<String> good) {
        try {
            return watched.ask(Text::text, good);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Several that ask at once for what is new: one reads, and none is told of the old content. */
    @Test
    void aRefusalByTheOldReadingIsNeverTheLastWord() throws Exception {
        int rounds = 2000;
        WatchedFile<Text> watched = watched(this::read);
        try (ExecutorService threads = Executors.newFixedThreadPool(ASKING)) {
            for (int round = 0; round < rounds; round++) {
                String fresh = "new ".repeat(round % 2 + 1) + round;
                Files.writeString(file, fresh);
                CyclicBarrier together = new CyclicBarrier(ASKING);
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = 0; i < ASKING; i++) {
                    answers.add(
                            threads.submit(() -> {
                                together.await(20, TimeUnit.SECONDS);
                                return watched.ask(
                                        reading -> reading.text().equals(fresh),
                                        Boolean::booleanValue);
                            }));
                }
                for (Future<Boolean> answer : answers) {
                    assertTrue(answer.get(), "round " + round);
                }
            }
        }
    }

    @Test
    void theOldReadingStaysWhenTheNewOneDoesNotFit() throws IOException {
        WatchedFile<Text> watched = watched(this::read);
        assertEquals("old", watched.ask(Text::text));
        isFull.set(true);
        Files.writeString(file, "newer");

        assertEquals("old", watched.ask(Text::text));
        assertEquals("old", watched.ask(Text::text));
        assertEquals(
                List.of(
                        "error: - table not read table=file file="
                                + file
                                + " reason=\"needs more memory\" meanwhile=\"as it was before\""),
                log.lines());

        isFull.set(false);
        assertEquals("old", watched.ask(Text::text));
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertEquals("newer", watched.ask(Text::text));
    }

    @Test
    void withoutAnOldReadingNothingIsSaidOfTheFileUntilItFits() throws IOException {
        WatchedFile<Text> watched = watched(this::read);
        isFull.set(true);

        assertThrows(TableTooLargeException.class, () -> watched.ask(Text::text));
        isFull.set(false);
        assertThrows(TableTooLargeException.class, () -> watched.ask(Text::text));
        assertEquals(1, log.lines().size());

        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertEquals("old", watched.ask(Text::text));
    }

    @Test
    void readsAgainWhatIsNoLongerWhatItWas() throws IOException {
        WatchedFile<Text> watched = watched(this::read);
        assertEquals("old", watched.ask(Text::text));
        AtomicBoolean once = new AtomicBoolean(true);

        String answer =
                watched.ask(text -> {
                    if (once.getAndSet(false)) {
                        throw new TableChangedException("written into");
                    }
                    return text.text();
                });

        assertEquals("old", answer);
        assertEquals(List.of("old"), closed);
    }

    @Test
    void aFileThatIsGoneIsNoEmptyOne() throws IOException {
        WatchedFile<Text> watched = watched(this::read);
        assertEquals("old", watched.ask(Text::text));
        Files.delete(file);

        assertThrows(IOException.class, () -> watched.ask(Text::text));
    }

    /** The size and the time of the last change are the same; the file itself is another. */
    @Test
    void aReplacementThatLooksLikeTheOldFileIsSeen() throws IOException {
        WatchedFile<Text> watched = watched(this::read);
        assertEquals("old", watched.ask(Text::text));

        Path other = Files.writeString(folder.resolve("other"), "new");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertEquals("new", watched.ask(Text::text));
        assertEquals(List.of("old"), closed);
    }
}
