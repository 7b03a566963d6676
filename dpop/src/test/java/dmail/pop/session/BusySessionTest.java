package dmail.pop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.testing.ClientGivenUp;
import dmail.common.tls.Upgrade;
import dmail.pop.session.PopSession.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sessions ask for a thread of the system, and how long they keep it. */
class BusySessionTest {
    private static final String LOGIN = "USER alice\r\nPASS secret\r\n";

    @TempDir private Path folder;

    /** Says some words, and is silent for longer than a session waits before it rests. */
    private static final class Hesitating extends InputStream {
        private final Deque<InputStream> words = new ArrayDeque<>();

        Hesitating(String... words) {
            for (String said : words) {
                this.words.add(new ByteArrayInputStream(said.getBytes(StandardCharsets.US_ASCII)));
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = words.getFirst().read(target, offset, length);
            if (read < 0 && words.size() > 1) {
                words.removeFirst();
                throw new SocketTimeoutException("silent");
            }
            return read;
        }
    }

    private List<Outcome> outcomes(String... words) throws IOException {
        return new SessionFixture(folder)
                .serve(new Hesitating(words), OutputStream.nullOutputStream());
    }

    @Test
    void aClientThatCollectsManyMessagesIsBusyUntilItFallsSilent() throws IOException {
        assertEquals(
                List.of(Outcome.LOGGED_IN, Outcome.BUSY, Outcome.QUIET, Outcome.ENDED),
                outcomes(LOGIN + "RETR 1\r\n".repeat(20), "NOOP\r\nQUIT\r\n"));
    }

    @Test
    void itIsBusyAgainWhenItGoesOn() throws IOException {
        String many = "RETR 2\r\n".repeat(20);
        assertEquals(
                List.of(
                        Outcome.LOGGED_IN,
                        Outcome.BUSY,
                        Outcome.QUIET,
                        Outcome.BUSY,
                        Outcome.ENDED),
                outcomes(LOGIN + many, many + "QUIT\r\n"));
    }

    @Test
    void aClientThatCollectsNowAndThenIsNotBusy() throws IOException {
        String few = "RETR 1\r\n".repeat(15);
        assertEquals(
                List.of(Outcome.LOGGED_IN, Outcome.QUIET, Outcome.QUIET, Outcome.ENDED),
                outcomes(LOGIN + few, few, few + "QUIT\r\n"));
    }

    @Test
    void whoGivesWayToOthersIsToldThatTheServerIsBusy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClientGivenUp client = new ClientGivenUp();
        List<Outcome> _ =
                new SessionFixture(folder)
                        .serve(client, out, (_, _) -> {}, Upgrade.NONE, client.memory());

        assertEquals(
                "-ERR [SYS/TEMP] the server is too busy, try later",
                out.toString(StandardCharsets.US_ASCII).lines().toList().getLast());
    }
}
