package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.net.WireReader;
import dmail.smtp.message.BodySink;
import dmail.smtp.session.IncomingMessage.Ending;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataReceiverTest {
    /** What was received: the message, or empty when a CR or LF stood alone; and what is left. */
    private record Received(Optional<String> message, String rest) {}

    private static Received receive(String wire, Random chunks) throws IOException {
        return receive(wire, chunks, StrayLineEnds.REFUSED);
    }

    private static Received receive(String wire, Random chunks, StrayLineEnds strayLineEnds)
            throws IOException {
        FakeQueue queue = new FakeQueue();
        BodySink sink = queue.newBody();
        WireReader reader = Pieces.reader(wire, chunks);
        try (IncomingMessage message =
                new IncomingMessage(sink, SessionFixture.LIMITS, strayLineEnds)) {
            new DataReceiver(reader, message, new ProgressTimeout(_ -> {}, Duration.ZERO))
                    .receive();
            Optional<String> text =
                    message.finish() instanceof Ending.Whole(var body)
                            ? Optional.of(Pieces.text(body))
                            : Optional.empty();
            return new Received(text, Pieces.rest(reader));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'.',               ''",
        "'a|.',             'a|'",
        "'..|.',            '.|'",
        "'...|.',           '..|'",
        "'.a|.',            'a|'",
        "'|.',              '|'",
        "'a.|.b|..|c|.',    'a.|b|.|c|'"
    })
    void takesTheDotsAway(String wire, String message) throws IOException {
        String lines = wire.replace("|", "\r\n") + "\r\n";
        assertEquals(
                new Received(Optional.of(Pieces.withGap(message.replace("|", "\r\n"))), "NOOP"),
                receive(lines + "NOOP", new Random(1)));
    }

    @Test
    void anEndThatNeverComesIsNoMessage() {
        assertThrows(EOFException.class, () -> receive("a\r\n.\r", new Random(1)));
        assertThrows(EOFException.class, () -> receive("a\r\n.\n", new Random(1)));
        assertThrows(EOFException.class, () -> receive("", new Random(1)));
    }

    /** The fast scanner against the slow one that reads like the standard, on random octets. */
    @Test
    void agreesWithTheSlowWay() throws IOException {
        Random random = new Random(5321);
        int good = 0;
        for (int i = 0; i < 50_000; i++) {
            String wire = wire(random) + "\r\n.\r\nNOOP";
            Received slow = slowly(wire);
            assertEquals(slow, receive(wire, random), () -> wire.replace("\r", "\\r"));
            assertEquals(
                    mended(wire),
                    receive(wire, random, StrayLineEnds.MENDED),
                    () -> "mended: " + wire.replace("\r", "\\r"));
            good += slow.message().isPresent() ? 1 : 0;
        }
        assertTrue(good > 5_000, "good messages among them: " + good);
    }

    private static String wire(Random random) {
        String[] pieces = {"\r\n", "\r\n", "\r\n.", ".", "a", "bc", "\u00ff", "\0"};
        String[] bad = {"\r", "\n"};
        boolean onlyGood = random.nextBoolean();
        StringBuilder wire = new StringBuilder();
        for (int n = random.nextInt(14); n > 0; n--) {
            boolean wrong = !onlyGood && random.nextInt(5) == 0;
            wire.append(wrong ? bad[random.nextInt(2)] : pieces[random.nextInt(pieces.length)]);
        }
        return wire.toString();
    }

    /** RFC 5321 section 4.5.2 word for word. */
    private static Received slowly(String wire) {
        String data = data(wire);
        String bare = data.replace("\r\n", "");
        boolean clean = !bare.contains("\r") && !bare.contains("\n");
        return new Received(
                clean ? Optional.of(Pieces.withGap(withoutDots(data))) : Optional.empty(),
                rest(wire));
    }

    /** The same end of the data, and RFC 6409 section 8. */
    private static Received mended(String wire) {
        String message = Pieces.mended(withoutDots(data(wire)));
        return new Received(Optional.of(Pieces.withGap(message)), rest(wire));
    }

    private static int end(String wire) {
        return ("\r\n" + wire).indexOf("\r\n.\r\n");
    }

    private static String data(String wire) {
        return ("\r\n" + wire).substring(0, end(wire) + 2);
    }

    private static String rest(String wire) {
        return ("\r\n" + wire).substring(end(wire) + 5);
    }

    private static String withoutDots(String data) {
        return data.replace("\r\n.", "\r\n").substring(2);
    }
}
