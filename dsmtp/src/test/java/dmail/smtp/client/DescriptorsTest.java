package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection to another host that was closed holds no descriptor, however it was used. */
@Timeout(60)
final class DescriptorsTest {
    private static final int CONNECTIONS = 200;

    /** What others open in this process meanwhile. */
    private static final long SOME = 50;

    private Calls calls;

    @BeforeEach
    void start() throws IOException {
        calls = Calls.start();
    }

    @AfterEach
    void stop() throws IOException {
        calls.close();
    }

    @Test
    void encryptedOnes() throws Exception {
        calls.sink.encrypting();
        leavesNothing(() ->
                assertTrue(calls.carry(new FakeMessageSource().with("x\r\n", "bob@b.example"))));
    }

    @Test
    void thoseThatTheHostBreaksOffInsteadOfEncrypting() throws Exception {
        calls.sink.offering("STARTTLS").on("STARTTLS", "220 go on\r\nthis is no handshake");
        leavesNothing(() ->
                assertTrue(calls.carry(new FakeMessageSource().with("x\r\n", "bob@b.example"))));
    }

    private static void leavesNothing(Runnable connection) throws IOException {
        connection.run();
        long before = descriptors();
        for (int i = 0; i < CONNECTIONS; i++) {
            connection.run();
        }
        long left = descriptors() - before;
        assertTrue(left < SOME, left + " descriptors are left of " + CONNECTIONS);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
