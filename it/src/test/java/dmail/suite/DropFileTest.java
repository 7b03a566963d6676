package dmail.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropFileTest {
    @Test
    void undoesOneQuoteOfEachFromLine() throws IOException {
        String mbox = "From a\nA: 1\n\n>From here\n>>From there\n> From\n\nFrom b\nB: 2\n\n\n";

        assertEquals(
                List.of("A: 1\r\n\r\nFrom here\r\n>From there\r\n> From\r\n", "B: 2\r\n\r\n"),
                DropFile.parse(mbox.getBytes(ISO_8859_1)).stream()
                        .map(message -> new String(message, ISO_8859_1))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: 1\n\n",
                "From a\nA: 1\nFrom b\nB: 2\n\n",
                "From a\nA: 1\n",
                "From a\nA: 1\n\ncut",
                "From a\nA: 1\n\n\0\0\0\0"
            })
    void refusesAFileThatAMailProgramWouldMisread(String mbox) {
        assertThrows(IOException.class, () -> DropFile.parse(mbox.getBytes(ISO_8859_1)));
    }
}
