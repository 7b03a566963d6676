package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
    void mtq12_tellsOfClientsThatAListenerExcludes() throws IOException {
        try (Socket socket = new Socket()) {
            for (int i = 0; i < 1000; i++) {
                log.excluded("mx", accepted(socket));
            }
            assertEquals(
                    List.of(
                            "info: - client excluded times=1 client=192.0.2.9 listener=mx"
                                    + " reached=192.0.2.1"),
                    lines.lines());
        }
    }

    @Test
    void momN36_tellsOfConnectionsWithoutAHeader() throws IOException {
        try (Socket socket = new Socket()) {
            for (int i = 0; i < 1000; i++) {
                log.headerRefused("mx", accepted(socket), "no PROXY header");
            }
            assertEquals(
                    List.of(
                            "warning: - no proxy header times=1 client=192.0.2.9 listener=mx"
                                    + " reason=\"no PROXY header\""),
                    lines.lines());
        }
    }

    private static Accepted accepted(Socket socket) {
        return new Accepted(
                socket,
                InetAddress.ofLiteral("192.0.2.9"),
                50_000,
                InetAddress.ofLiteral("192.0.2.1"),
                InetAddress.ofLiteral("192.0.2.1"),
                false);
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
