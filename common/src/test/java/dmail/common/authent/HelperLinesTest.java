package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No helper decides how much of our memory its lines take. */
final class HelperLinesTest {
    @Test
    void takesAnAnswerOfTheLongestLengthAndNoLonger() throws IOException {
        String longest = "a".repeat(HelperLines.LONGEST);

        assertEquals(Optional.of(longest), lines(longest + "\n").next());
        assertThrows(IOException.class, () -> lines(longest + "a\n").next());
    }

    @Test
    void cutsComplaintsAndGoesOnBehindTheirEnds() throws IOException {
        HelperLines lines = lines("four\n" + "fives".repeat(100_000) + "\n\nend");

        assertEquals(Optional.of("four"), lines.nextCut(4));
        assertEquals(Optional.of("five"), lines.nextCut(4));
        assertEquals(Optional.of(""), lines.nextCut(4));
        assertEquals(Optional.of("end"), lines.nextCut(4));
        assertEquals(Optional.empty(), lines.nextCut(4));
    }

    private static HelperLines lines(String text) {
        return new HelperLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
