package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.io.BoundedLines.Cut;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody else decides how much of our memory his lines take. */
final class BoundedLinesTest {
    private static BoundedLines lines(int longest, String text) {
        return new BoundedLines(stream(text), longest, StandardCharsets.UTF_8);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesLinesOfTheLongestLengthAndNoLonger() throws IOException {
        BoundedLines lines = lines(4, "four\n\nfives\n");

        assertEquals(Optional.of("four"), lines.next());
        assertEquals(Optional.of(""), lines.next());
        IOException longer = assertThrows(IOException.class, lines::next);
        assertEquals("line longer than 4 octets", longer.getMessage());
    }

    @Test
    void refusesAnEndlessLineWithoutWaitingForItsEnd() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                };
        BoundedLines lines = new BoundedLines(endless, 1000, StandardCharsets.US_ASCII);
        assertThrows(IOException.class, lines::next);
    }

    @Test
    void doesNotCountALineThatHasNoEnd() throws IOException {
        BoundedLines lines = lines(10, "one\ntw");
        assertEquals(Optional.of("one"), lines.next());
        assertEquals(Optional.empty(), lines.next());
        assertThrows(EOFException.class, lines(10, "tw")::expected);
    }

    @Test
    void readsNothingOfWhatFollows() throws IOException {
        InputStream in = stream("5\nabcde");
        assertEquals("5", new BoundedLines(in, 10, StandardCharsets.UTF_8).expected());
        assertEquals("abcde", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void cutsLinesAndGoesOnBehindTheirEnds() throws IOException {
        BoundedLines lines = lines(4, "four\n" + "fives".repeat(100_000) + "\n\nend");

        assertEquals(Optional.of(new Cut("four", true)), lines.nextCut());
        assertEquals(Optional.of(new Cut("five", false)), lines.nextCut());
        assertEquals(Optional.of(new Cut("", true)), lines.nextCut());
        assertEquals(Optional.of(new Cut("end", true)), lines.nextCut());
        assertEquals(Optional.empty(), lines.nextCut());
    }

    @Test
    void countsOctetsAndNotCharacters() throws IOException {
        assertEquals(Optional.of("\u00e9"), lines(2, "\u00e9\n").next());
        assertThrows(IOException.class, lines(2, "\u00e9x\n")::next);
        BoundedLines octets = new BoundedLines(stream("\u00e9\n"), 2, StandardCharsets.ISO_8859_1);
        assertEquals(Optional.of("\u00c3\u00a9"), octets.next());
    }
}
