package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.smtp.message.Body;
import dmail.smtp.message.BodyFilter;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.policy.Limits;
import dmail.smtp.session.IncomingMessage.Ending;
import dmail.smtp.session.IncomingMessage.RefusalReason;
import dmail.smtp.space.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingMessageTest {
    private static final Limits LIMITS = new Limits(100, 100, 20, 2, Duration.ofMinutes(5));

    private final FakeQueue queue = new FakeQueue();
    private final IncomingMessage message =
            new IncomingMessage(queue.newBody(), LIMITS, StrayLineEnds.REFUSED, () -> false);

    /** A world in which so many octets are left for messages. */
    private static final class LittleSpace implements Space {
        private long left;

        LittleSpace(long octets) {
            left = octets;
        }

        @Override
        public boolean isShort() {
            return left <= 0;
        }

        @Override
        public boolean reserve(long octets) {
            boolean isThere = octets <= left;
            left -= isThere ? octets : 0;
            return isThere;
        }

        @Override
        public void release(long octets) {
            left += octets;
        }
    }

    @Test
    void aMessageGrowsAsFarAsThereIsSpaceAndGivesItBack() throws IOException {
        Limits any = new Limits(Limits.ANY_SIZE, 100, 20, 2, Duration.ofMinutes(5));
        LittleSpace space = new LittleSpace(524_288);
        byte[] octets = "x: y\r\n".repeat(20_000).getBytes(StandardCharsets.ISO_8859_1);
        try (IncomingMessage large =
                new IncomingMessage(queue.newBody(), any, StrayLineEnds.REFUSED, space)) {
            for (int i = 0; i < 4; i++) {
                large.take(octets, 0, octets.length);
            }
            assertEquals(Optional.empty(), large.refusalReason());
            large.take(octets, 0, octets.length);
            assertEquals(Optional.of(new RefusalReason.NoSpace()), large.refusalReason());
            assertEquals(600_000, large.size());
            assertEquals(524_288, space.left, "what it had is given back at once");
        }
        assertEquals(524_288, space.left, "and not twice");
    }

    @Test
    void spaceIsReservedUntilTheMessageIsClosed() throws IOException {
        LittleSpace space = new LittleSpace(1 << 20);
        IncomingMessage small =
                new IncomingMessage(queue.newBody(), LIMITS, StrayLineEnds.REFUSED, space);
        small.addHeader("Received: ours\r\n".getBytes(StandardCharsets.ISO_8859_1));
        Ending _ = assertInstanceOf(Ending.Whole.class, small.finish());
        assertEquals((1 << 20) - IncomingMessage.SPACE_STEP, space.left);

        small.close();

        assertEquals(1 << 20, space.left);
    }

    /** As with a footer. */
    private record LongerAtTheEnd(BodySink body, int octets) implements BodyFilter {
        @Override
        public void write(byte[] taken, int offset, int length) throws IOException {
            body.write(taken, offset, length);
        }

        @Override
        public Body finish() throws IOException {
            body.write(new byte[octets], 0, octets);
            return body.finish();
        }
    }

    @Test
    void whatIsAddedAtTheEndNeedsSpaceToo() {
        LittleSpace space = new LittleSpace(IncomingMessage.SPACE_STEP);
        BodySink longer = new LongerAtTheEnd(queue.newBody(), IncomingMessage.SPACE_STEP);
        IncomingMessage footed = new IncomingMessage(longer, LIMITS, StrayLineEnds.REFUSED, space);
        footed.addHeader("Received: ours\r\n".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(new Ending.Refused(new RefusalReason.NoSpace()), footed.finish());
        assertEquals(IncomingMessage.SPACE_STEP, space.left);
    }

    private void take(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < octets.length; i++) {
            message.take(octets, i, 1);
        }
    }

    private Ending finish() {
        return message.finish();
    }

    @Test
    void theLimitIsForWhatTheSenderWrote() throws IOException {
        message.addHeader("Received: ours\r\n".getBytes(StandardCharsets.ISO_8859_1));
        take("a:" + "x".repeat(98));
        Ending.Whole whole = assertInstanceOf(Ending.Whole.class, finish());
        assertEquals("Received: ours\r\na:" + "x".repeat(98), Pieces.text(whole.body()));
    }

    /** {@code |} is a line end; an empty line is put in front of text without header. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Subject: x||text|; ''",
                "X-Y_Z.1:x|; ''",
                "Subject : x||text|; ''",
                "Date\t : x|Subject: x||text|; ''",
                "From  : a@b|Subject: x||text|; ''",
                "Subject x : y|; |",
                "|text|; ''",
                "''; ''",
                "From ann Sat|Subject: x|; ''",
                ">From ann Sat|Subject: x|; ''",
                "hello|; |",
                "hello; |",
                "hello world: x|; |",
                ": x|; |",
                " folded|; |",
                "\u00e4:|; |"
            })
    void textWithoutHeaderIsKeptOutOfOurs(String message, String gap) throws IOException {
        String wire = message.replace("|", "\r\n");
        take(wire);
        Ending.Whole whole = assertInstanceOf(Ending.Whole.class, finish());
        assertEquals(gap.replace("|", "\r\n") + wire, Pieces.text(whole.body()));
    }

    @Test
    void oneOctetMoreIsTooLarge() {
        take("x".repeat(101));
        assertEquals(new Ending.Refused(new RefusalReason.TooLarge()), finish());
        assertEquals(0, queue.leaked(), "what was stored is given back at once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Received: a|RECEIVED: b|; false",
                "Received: a|Received:b|received: c|; true",
                "Received: a|Received :b|received\t : c|; true",
                "Received: a|Received:b:Received:c|; false",
                "Received: a|Received:b||Received: c|; false",
                "Received: a|Received:b|X-Received: c|; false",
                "Received: a|Received:b| Received: c|; false",
                "Received: a|Received:b|Received; false"
            })
    void aLoopIsSeenInTheHeader(String lines, boolean loop) {
        take(lines.replace("|", "\r\n"));
        assertEquals(loop, finish().equals(new Ending.Refused(new RefusalReason.Loop())));
    }

    @Test
    void aFullDiskIsToldApartFromOtherTrouble() {
        queue.failWrites(new NoSpaceException("no space left on device", new IOException()));
        take("x: y");
        assertEquals(new Ending.Refused(new RefusalReason.NoSpace()), finish());
    }

    @Test
    void otherTroubleKeepsItsReason() {
        IOException reason = new IOException("read-only file system");
        queue.failWrites(reason);
        take("x: y");
        assertEquals(new Ending.Refused(new RefusalReason.NotStored(reason)), finish());
    }

    @Test
    void theFirstFlawCounts() {
        message.markBareLineEnd();
        take("x".repeat(101));
        assertEquals(new Ending.Refused(new RefusalReason.BareLineEnd()), finish());
    }
}
