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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a program gets that was started as a process. */
final class EnvironmentTest {
    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void aServersMainHandsInTheRealWorld() {
        AtomicReference<Environment> world = new AtomicReference<>();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(
                    ExitStatus.USAGE,
                    ServerMain.run(
                            given -> {
                                world.set(given);
                                return new FakeServer();
                            },
                            "--nonsense"));
        } finally {
            System.setErr(before);
        }

        assertTrue(said.toString(StandardCharsets.UTF_8).startsWith("dsmtp: "));
        assertSame(FileSystems.getDefault(), world.get().files());
        assertSame(System.out, world.get().out());
        Duration late = Duration.between(world.get().clock().instant(), Instant.now()).abs();
        assertTrue(late.compareTo(Duration.ofMinutes(1)) < 0, late::toString);
    }
}
