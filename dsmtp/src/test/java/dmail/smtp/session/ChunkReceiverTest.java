package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.net.WireReader;
import dmail.smtp.session.IncomingMessage.Ending;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkReceiverTest {
    private static final ProgressTimeout NO_HURRY = new ProgressTimeout(_ -> {}, Duration.ZERO);

    /** The message in random chunks; empty when a CR or LF stood alone. */
    private static Optional<String> receive(String wire, Random random, StrayLineEnds strayLineEnds)
            throws IOException {
        WireReader reader = Pieces.reader(wire + "NOOP", random);
        try (IncomingMessage message =
                new IncomingMessage(
                        new FakeQueue().newBody(), SessionFixture.LIMITS, strayLineEnds)) {
            ChunkReceiver chunks = new ChunkReceiver(message, NO_HURRY);
            int left = wire.length();
            while (left > 0) {
                int chunk = random.nextInt(left + 1);
                chunks.receive(reader, chunk);
                left -= chunk;
            }
            chunks.end();
            assertEquals("NOOP", Pieces.rest(reader), "the next command is left alone");
            return message.finish() instanceof Ending.Whole(var body)
                    ? Optional.of(Pieces.text(body))
                    : Optional.empty();
        }
    }

    /** Octets come through as they are; only a last line without end gets one. */
    @Test
    void agreesWithTheSlowWay() throws IOException {
        Random random = new Random(3030);
        int good = 0;
        String[] pieces = {"\r\n", "\r\n.\r\n", ".", "a", "QUIT\r\n", "\u00ff", "\r", "\n"};
        for (int i = 0; i < 50_000; i++) {
            int kinds = random.nextBoolean() ? pieces.length : pieces.length - 2;
            StringBuilder message = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                message.append(pieces[random.nextInt(kinds)]);
            }
            Optional<String> expected = slowly(message.toString());
            good += expected.isPresent() ? 1 : 0;
            assertEquals(expected, receive(message.toString(), random, StrayLineEnds.REFUSED));
            assertEquals(
                    mended(message.toString()),
                    receive(message.toString(), random, StrayLineEnds.MENDED));
        }
        assertTrue(good > 5_000, "good messages among them: " + good);
    }

    private static Optional<String> slowly(String message) {
        String bare = message.replace("\r\n", "");
        if (bare.contains("\r") || bare.contains("\n")) {
            return Optional.empty();
        }
        boolean ended = message.isEmpty() || message.endsWith("\r\n");
        return Optional.of(Pieces.withGap(ended ? message : message + "\r\n"));
    }

    private static Optional<String> mended(String message) {
        String mended = Pieces.mended(message);
        boolean ended = mended.isEmpty() || mended.endsWith("\r\n");
        return Optional.of(Pieces.withGap(ended ? mended : mended + "\r\n"));
    }

    @Test
    void aChunkThatBreaksOffIsNoMessage() {
        assertThrows(
                EOFException.class,
                () -> ChunkReceiver.swallow(Pieces.reader("abc", new Random(1)), 4, NO_HURRY));
    }
}
