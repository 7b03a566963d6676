package dmail.smtp.client.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceFileTest {
    private @TempDir Path folder;

    private TracePlaces places() {
        return new TracePlaces(List.of(folder), List.of());
    }

    private TraceFile make(String name, long longest) throws IOException {
        return TraceFile.make(folder.resolve(name), places(), FakeClock.atNoon(), longest);
    }

    @Test
    void momN31_aTraceEndsWhenItIsFull() throws Exception {
        try (TraceFile file = make("t", 100)) {
            file.line("1 > EHLO client.example");
            file.line("1 < " + "x".repeat(100));
            file.line("1 > QUIT");

            assertEquals("full", file.failure());
        }
        assertEquals(
                """
                2026-11-21T12:00:00Z 1 > EHLO client.example
                the trace ends here, since it is full
                """,
                Files.readString(folder.resolve("t")));
    }

    @Test
    void momN31_whatAHostSaysIsOneLine() throws Exception {
        try (TraceFile file = make("t", 1000)) {
            file.line("1 < 250 \u001b[2J\n666");
        }
        assertTrue(Files.readString(folder.resolve("t")).endsWith(" 1 < 250 ?[2J?666\n"));
    }

    @Test
    void momN31_noFileIsOverwritten() throws Exception {
        Files.writeString(folder.resolve("t"), "mail");

        assertThrows(IOException.class, () -> make("t", 1000));
        assertEquals("mail", Files.readString(folder.resolve("t")));
    }

    @Test
    void momN31_tracesAreFewAndTheirNumbersGoOn() throws Exception {
        try (Traces traces = new Traces(FakeClock.atNoon())) {
            for (int i = 1; i <= 20; i++) {
                assertEquals(i, traces.add("*", "*", folder.resolve("t" + i), places()));
            }
            assertThrows(
                    IOException.class,
                    () -> traces.add("*", "*", folder.resolve("more"), places()));
            assertTrue(traces.remove(7));
            assertEquals(21, traces.add("*", "*", folder.resolve("more"), places()));
        }
    }
}
