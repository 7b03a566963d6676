package dmail.pop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.login.pace.FailureDelay;
import dmail.common.memory.SessionMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureDelayTest {
    private static final Duration LENGTH = Duration.ofMillis(60);

    @TempDir private Path folder;

    @Test
    void countsFromTheMomentThePasswordCame() {
        FailureDelay delay = FailureDelay.of(LENGTH);

        long came = System.nanoTime();
        delay.await(came, SessionMemory.unbounded()::rest);
        assertTrue(System.nanoTime() - came >= LENGTH.toNanos());

        long now = System.nanoTime();
        delay.await(now - Duration.ofHours(1).toNanos(), SessionMemory.unbounded()::rest);
        assertTrue(System.nanoTime() - now < LENGTH.toNanos());
    }

    @Test
    void delaysRefusalsAndNothingElse() throws IOException {
        List<Long> delayed = new ArrayList<>();
        String script =
                String.join(
                        "\r\n",
                        List.of(
                                "USER alice", "PASS wrong",
                                "USER nobody", "PASS secret",
                                "USER unavailable", "PASS secret",
                                "USER alice", "PASS secret",
                                "QUIT", ""));

        new SessionFixture(folder)
                .serve(
                        new ByteArrayInputStream(script.getBytes(StandardCharsets.US_ASCII)),
                        new ByteArrayOutputStream(),
                        (came, _) -> delayed.add(came));

        assertEquals(2, delayed.size());
    }
}
