package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.table.Entry;
import dmail.common.table.TableFormat;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class WatchedTableTest {
    private static final Domain HOME = Domain.parse("a.example").orElseThrow();

    @TempDir Path folder;
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch isRead = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    /** The second reading takes until it may go on. */
    private TableFormat<String> format(boolean trusted) {
        if (reads.incrementAndGet() == 2) {
            isRead.countDown();
            awaitLatch(mayGoOn);
        }
        return new VirtualUsersFormat(HOME);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void aNewEntryIsFoundThoughAnotherSessionIsReadingTheFile() throws Exception {
        Path file = folder.resolve("users");
        Files.writeString(file, "old@b.example bob\n@b.example error:no such user\n");
        try (WatchedTable<String> table =
                new WatchedTable<>(
                        file,
                        new WatchedTable.Form<>("table", false, this::format),
                        TableMemory.ofTool(),
                        new MemoryLog())) {
            assertEquals("bob", find(table, "old@b.example"));
            Files.writeString(
                    file, "new@b.example ann\nold@b.example bob\n@b.example error:no such user\n");
            FutureTask<String> reader = begun(table, "old@b.example");
            awaitLatch(isRead);

            FutureTask<String> other = new FutureTask<>(() -> find(table, "new@b.example"));
            Thread asking = Thread.ofPlatform().start(other);
            while (asking.isAlive() && asking.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            mayGoOn.countDown();

            assertEquals("ann", other.get(20, TimeUnit.SECONDS));
            assertEquals("bob", reader.get(20, TimeUnit.SECONDS));
        }
    }

    private static FutureTask<String> begun(WatchedTable<String> table, String address) {
        FutureTask<String> task = new FutureTask<>(() -> find(table, address));
        Thread _ = Thread.ofPlatform().start(task);
        return task;
    }

    private static String find(WatchedTable<String> table, String address) throws IOException {
        Optional<Entry<String>> found = table.find(address, "@b.example");
        return found.map(Entry::value).orElse("none");
    }
}
