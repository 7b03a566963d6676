package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.testing.MemoryLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UncaughtExceptionsTest {
    private final MemoryLog log = new MemoryLog();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();
    private final UncaughtExceptions handler = handler(() -> done.add("log closed"));

    private UncaughtExceptions handler(Runnable closeLog) {
        return new UncaughtExceptions(
                log,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                closeLog,
                () -> done.add("halted"));
    }

    @Test
    void whenMemoryIsUsedUpInAnyThreadTheServerSaysSoAndHalts() throws InterruptedException {
        Thread thread =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler(handler)
                        .start(() -> {
                            throw new OutOfMemoryError("Java heap space");
                        });
        thread.join();

        assertEquals(List.of("log closed", "halted"), done);
        assertTrue(log.lines().getFirst().contains("uncaught exception"), log.lines().toString());
        assertTrue(log.lines().getFirst().contains("Java heap space"), log.lines().toString());
        assertTrue(log.lines().getLast().endsWith("out of memory"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("out of memory"));
        assertEquals(70, ExitStatus.SOFTWARE.code());
    }

    @Test
    void haltsEvenIfNothingCanBeWritten() {
        UncaughtExceptions desperate =
                handler(() -> {
                    throw new OutOfMemoryError("again");
                });

        assertThrows(
                OutOfMemoryError.class,
                () -> desperate.uncaughtException(Thread.currentThread(), new OutOfMemoryError()));

        assertEquals(List.of("halted"), done);
    }

    @Test
    void anotherFaultIsLoggedAndTheServerGoesOn() {
        handler.uncaughtException(Thread.currentThread(), new IllegalStateException("odd"));

        assertEquals(List.of(), done);
        assertEquals(1, log.lines().size());
    }
}
