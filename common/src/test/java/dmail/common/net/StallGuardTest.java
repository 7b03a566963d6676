package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StallGuardTest {
    @Test
    @Timeout(60)
    void cutsAClientThatDoesNotRead() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                StallGuard guard = new StallGuard(Duration.ofMillis(50))) {
            OutputStream out = guard.output(accepted);
            byte[] much = new byte[64 * 1024];

            assertThrows(
                    IOException.class,
                    () -> {
                        while (client.isConnected()) {
                            out.write(much);
                        }
                    });
            assertTrue(accepted.isClosed());
        }
    }

    @Test
    void leavesAClientAloneThatReads() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                StallGuard guard = new StallGuard(Duration.ofMinutes(1))) {
            guard.output(accepted).write(7);

            assertEquals(7, client.getInputStream().read());
        }
    }

    @Test
    @Timeout(60)
    void cutsWhatIsWatchedForTooLong() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                StallGuard guard = new StallGuard(Duration.ofMillis(50));
                StallGuard.Watch _ = guard.watch(client)) {
            accepted.getOutputStream().write(7);
            assertEquals(7, client.getInputStream().read());
            assertThrows(IOException.class, () -> client.getInputStream().read());
        }
    }
}
