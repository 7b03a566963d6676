package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A flood of clients makes a line a minute of each kind. */
final class ListenerLogTest {
    private final MemoryLog lines = new MemoryLog();
    private final ListenerLog log = new ListenerLog(lines);

    @Test
    void tellsOfClientsThatWereTurnedAway() {
        for (int i = 0; i < 1000; i++) {
            log.turnedAway(InetAddress.ofLiteral("192.0.2." + i % 250));
        }
        assertEquals(List.of("info: - too many sessions times=1 client=192.0.2.0"), lines.lines());
    }

    @Test
    void tellsThatNoConnectionCouldBeHad() {
        for (int i = 0; i < 1000; i++) {
            log.acceptFailed(new IOException("Too many open files"));
        }
        assertEquals(
                List.of("error: - accept failed times=1 reason=\"Too many open files\""),
                lines.lines());
    }

    @Test
    void namesASocketInTheFileSystem() {
        log.acceptFailed(Path.of("/run/socket"), new IOException("broken"));
        assertEquals(
                List.of("error: - accept failed at=/run/socket times=1 reason=broken"),
                lines.lines());
    }

    @Test
    void tellsThatMemoryIsShort() {
        for (int i = 0; i < 1000; i++) {
            log.memoryRefused();
        }
        log.acceptFailed(new IOException("broken"));
        assertEquals(
                List.of(
                        "warning: - memory is short refused=1",
                        "error: - accept failed times=1 reason=broken"),
                lines.lines());
    }
}
