package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The first field of a name, however it is folded. */
final class FirstFieldsTest {
    private static final String MESSAGE =
            """
            Received: from a\r
            \tby b\r
            X-Campaign : spring\r
             sale\r
            x-campaign: autumn\r
            Subject: \r
            \r
            X-Late: text\r
            """;

    @Test
    void b29_theFirstFieldCountsUnfolded() throws IOException {
        FirstFields fields = of(MESSAGE);

        assertEquals(Optional.of("spring sale"), fields.find("x-campaign"));
        assertEquals(Optional.of(""), fields.find("subject"));
        assertEquals(Optional.empty(), fields.find("x-late"));
        assertEquals(Optional.empty(), fields.find("received"));
    }

    /** The patterns of rules are in lower case, too. */
    @Test
    void b29_theLetterCaseOfAFieldDoesNotCount() throws IOException {
        assertEquals(Optional.of("bulk mail"), of("SUBJECT: Bulk Mail\r\n").find("subject"));
    }

    @Test
    void aMessageNeedsNoEndOfItsHeader() throws IOException {
        assertEquals(Optional.of("x"), of("Subject: x").find("subject"));
        assertEquals(Optional.empty(), of("").find("subject"));
        assertEquals(Optional.empty(), of("no field\r\n").find("subject"));
    }

    /** A header may be as long as a message, and many may be read at once. */
    @Test
    void ofALongHeaderAndOfALongFieldTheBeginningCounts() throws IOException {
        String longField = "Subject: " + "x".repeat(2 * FirstFields.LONGEST) + "\r\n";
        String padding = "X-Pad: y\r\n".repeat(FirstFields.MOST / 10 + 1);

        FirstFields fields = of(longField + "X-Campaign: spring\r\n");
        assertEquals(
                FirstFields.LONGEST - "Subject: ".length(),
                fields.find("subject").orElseThrow().length());
        assertEquals(Optional.of("spring"), fields.find("x-campaign"));
        assertEquals(Optional.empty(), of(padding + "Subject: x\r\n").find("subject"));
    }

    private static FirstFields of(String text) throws IOException {
        return FirstFields.of(
                MemoryBody.of(text.getBytes(StandardCharsets.UTF_8)),
                Set.of("x-campaign", "subject", "x-late"));
    }
}
