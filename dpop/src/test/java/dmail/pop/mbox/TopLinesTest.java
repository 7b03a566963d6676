package dmail.pop.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopLinesTest {
    private static final List<String> MESSAGE =
            List.of("A: b\n", "C: d\n", "\n", "1\n", "\n", "3\n");

    private static boolean sends(TopLines top, String line) {
        byte[] octets = ("x" + line).getBytes(StandardCharsets.ISO_8859_1);
        return top.sends(octets, 1, octets.length);
    }

    private static String sent(int bodyLines, List<String> lines) {
        TopLines top = new TopLines(bodyLines);
        return lines.stream().filter(line -> sends(top, line)).collect(Collectors.joining());
    }

    /** How many lines of the body are asked for, and what is sent; ! is a line's end. */
    @ParameterizedTest
    @CsvSource({
        "0, A: b!C: d!!",
        "1, A: b!C: d!!1!",
        "2, A: b!C: d!!1!!",
        "3, A: b!C: d!!1!!3!",
        "2147483647, A: b!C: d!!1!!3!"
    })
    void takesTheHeaderAndSomeOfTheBody(int bodyLines, String sent) {
        assertEquals(sent.replace('!', '\n'), sent(bodyLines, MESSAGE));
    }

    @Test
    void knowsAnEmptyLineOfTheWireToo() {
        assertEquals("A: b\r\n\r\n", sent(0, List.of("A: b\r\n", "\r\n", "1\r\n")));
    }

    @Test
    void wantsNoMoreBehindTheLastLine() {
        TopLines top = new TopLines(1);
        assertTrue(top.wantsMore());
        assertTrue(sends(top, "\n"));
        assertTrue(top.wantsMore());
        assertTrue(sends(top, "long"));
        assertTrue(top.sends(), "the rest of the same line goes with it");
        assertFalse(top.wantsMore());
        assertFalse(sends(top, "next\n"));
        assertFalse(top.sends());
    }
}
