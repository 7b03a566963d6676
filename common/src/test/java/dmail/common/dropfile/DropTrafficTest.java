package dmail.common.dropfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.io.DurableFiles;
import dmail.common.io.Owner;
import dmail.common.mbox.AppendResult;
import dmail.common.mbox.DropLimit;
import dmail.common.mbox.FaultyChannel;
import dmail.common.mbox.MboxAppender;
import dmail.common.mbox.MboxEntry;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries, and readers that take mail out by rewriting the drop file, all at once. */
class DropTrafficTest {
    private static final int WRITERS = 6;
    private static final int MESSAGES = 60;
    private static final Pattern MESSAGE =
            Pattern.compile(
                    Pattern.quote(TestDrop.FROM_LINE + TestDrop.RETURN_PATH)
                            + "Received: [^\n]*\n\tby [^\n]* id (\\w+);\n[^\n]*\n\ntext of \\1\n\n");

    private final MemoryLog log = new MemoryLog();

    // Two programs, so that the dot-lock is contended too.
    private final DropLocks dsmtp =
            new DropLocks(() -> new LockSettings(true, "here"), log, InstantSource.system());
    private final DropLocks dpop =
            new DropLocks(() -> new LockSettings(true, "here"), log, InstantSource.system());
    private final List<String> collected = Collections.synchronizedList(new ArrayList<>());
    @TempDir private Path folder;

    @Test
    void losesTearsAndDoublesNothing() throws Exception {
        Path drop = folder.toRealPath().resolve("bob");
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            work.add(() -> write(drop, writer));
        }
        work.add(() -> collect(drop));
        work.add(() -> collect(drop));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        take(drop);

        List<String> expected = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int i = 0; i < MESSAGES; i++) {
                expected.add(id(writer, i));
            }
        }
        assertEquals(expected, collected.stream().sorted().toList());
        assertEquals(List.of(), log.lines());
    }

    private static String id(int writer, int message) {
        return "W%dM%03d".formatted(writer, message);
    }

    private int write(Path drop, int writer) throws IOException {
        MboxAppender appender = new MboxAppender(() -> DropLimit.NONE);
        for (int i = 0; i < MESSAGES; i++) {
            String id = id(writer, i);
            MboxEntry message = TestDrop.message(id, "\r\ntext of " + id + "\r\n");
            try (DropLock lock = locked(dsmtp, drop)) {
                TestDrop quick = new TestDrop(drop, FaultyChannel.quick(lock.channel()));
                assertEquals(
                        List.of(new AppendResult.Written()),
                        appender.append(quick, List.of(message)));
            }
        }
        return MESSAGES;
    }

    private int collect(Path drop) throws IOException {
        for (int i = 0; i < MESSAGES; i++) {
            take(drop);
        }
        return MESSAGES;
    }

    /** Takes all messages out, as a POP session does. */
    private void take(Path drop) throws IOException {
        try (DropLock lock = locked(dpop, drop)) {
            ByteBuffer content = ByteBuffer.allocate((int) lock.channel().size());
            lock.channel().read(content, 0);
            Path rewritten = Files.createFile(drop.resolveSibling("bob.new"));
            collected.addAll(ids(new String(content.array(), ISO_8859_1)));
            DurableFiles.moveIntoPlace(rewritten, drop);
        }
    }

    private static List<String> ids(String content) {
        List<String> ids = new ArrayList<>();
        Matcher message = MESSAGE.matcher(content);
        int end = 0;
        while (message.find(end)) {
            assertEquals(end, message.start(), "something torn stands between two messages");
            ids.add(message.group(1));
            end = message.end();
        }
        assertEquals(content.length(), end, "something torn stands at the end");
        return ids;
    }

    private static DropLock locked(DropLocks locks, Path drop) {
        return assertInstanceOf(
                        LockAttempt.Acquired.class,
                        locks.acquire(drop, Owner.SERVER, Duration.ofMinutes(2)))
                .lock();
    }
}
