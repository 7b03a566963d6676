package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program gets that was started as a process. */
final class EnvironmentTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);

    private Environment of(Map<String, String> variables) {
        return Environment.ofProcess(out, out, variables);
    }

    @Test
    void hasTheFilesAndTheClockOfTheSystem() {
        Environment environment = of(Map.of());
        assertSame(FileSystems.getDefault(), environment.files());
        Duration off = Duration.between(environment.clock().instant(), Instant.now()).abs();
        assertTrue(off.compareTo(Duration.ofMinutes(1)) < 0, off::toString);
    }

    @Test
    void knowsItsServiceManager() {
        assertEquals("", of(Map.of("HOME", "/root")).notifySocket());
        assertEquals("/run/notify", of(Map.of("NOTIFY_SOCKET", "/run/notify")).notifySocket());
    }

    @Test
    void aServerStartsInIt() {
        assertEquals(
                ExitStatus.USAGE, ServerMain.start(new FakeServer(), of(Map.of()), "--nonsense"));
        assertTrue(output.toString(StandardCharsets.UTF_8).startsWith("dsmtp: "));
    }
}
