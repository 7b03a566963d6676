package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FileServerWorkTest {
    private final Semaphore permits = new Semaphore(2);

    /** There the system has no thread left. */
    private final FileServerWork work =
            new FileServerWork(
                    List.of(Path.of("/home")),
                    List.of(permits),
                    Duration.ofSeconds(10),
                    _ -> {
                        throw new OutOfMemoryError("unable to create native thread");
                    });

    private static <T> T onVirtualThread(Callable<T> test) throws Exception {
        FutureTask<T> task = new FutureTask<>(test);
        Thread.ofVirtual().start(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatMustBeDoneIsDoneWhereThereIsNoThreadForIt() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        onVirtualThread(() -> {
            work.finish(() -> done.set(true));
            return true;
        });
        assertTrue(done.get());
        assertEquals(2, permits.availablePermits());
    }

    @Test
    void whereThereIsNoThreadWorkFailsInWords() throws Exception {
        IOException e =
                onVirtualThread(() -> assertThrows(IOException.class, () -> work.call(() -> true)));
        assertEquals("no thread is left to wait for a file server", Reason.of(e));
        assertEquals(2, permits.availablePermits());
    }
}
