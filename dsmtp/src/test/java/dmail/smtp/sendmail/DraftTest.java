package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftTest {
    private static final Header.Completion COMPLETION =
            new Header.Completion("h.example", "ann@h.example", "(date)", "<id@h.example>");

    private static InputStream octets(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(String message, boolean dotEnds) throws IOException {
        try (Draft draft = Draft.read(octets(message), dotEnds);
                InputStream text = draft.text().open()) {
            return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> completed(String message) throws IOException {
        try (Draft draft = Draft.read(octets(message), false)) {
            return draft.header().completed(COMPLETION).fields();
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    written,           text
                    'a\\nb\\n',        'a\\r\\nb\\r\\n'
                    'a\\r\\nb',        'a\\r\\nb\\r\\n'
                    'a\\rb\\n',        'a b\\r\\n'
                    'a\\r\\r\\nb\\n',  'a\\r\\nb\\r\\n'
                    'a\\r\\rb\\n',    'a  b\\r\\n'
                    '.\\n..\\n.x\\n',  '.\\r\\n..\\r\\n.x\\r\\n'
                    '\\n\\n',          '\\r\\n\\r\\n'
                    '',                ''
                    """)
    void linesEndWithCrLf(String written, String text) throws IOException {
        String lines = written.replace("\\r", "\r").replace("\\n", "\n");

        assertEquals(
                text.replace("\\r", "\r").replace("\\n", "\n"), text("S: x\n\n" + lines, false));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\\n.\\nb\\n', 'a'",
        "'a\\n.\\r\\nb', 'a'",
        "'a\\n.', 'a'",
        "'a\\n.b\\n', 'a .b'"
    })
    void aDotEndsItUnlessItIsText(String written, String lines) throws IOException {
        String message = "S: x\n\n" + written.replace("\\r", "\r").replace("\\n", "\n");

        assertEquals(lines.replace(" ", "\r\n") + "\r\n", text(message, true));
    }

    @ParameterizedTest
    @CsvSource({"From alice", ">From alice"})
    void theFromLineOfAMailboxFileIsPassedOver(String start) throws IOException {
        String message = start + " Sat Nov 21 22:04:05 2026\nTo: ann\nDate : x\n\nhi\n";

        assertEquals("hi\r\n", text(message, false));
        assertEquals(
                List.of(
                        "To: ann@h.example",
                        "Date : x",
                        "From: ann@h.example",
                        "Message-ID: <id@h.example>"),
                completed(message));
    }

    @Test
    void fieldsAreKnownByTheirNamesWithBlanksBeforeTheColon() throws IOException {
        assertEquals(
                List.of(
                        "From : bob@h.example",
                        "To\t: ann@h.example",
                        "Date : x",
                        "Message-ID : <y>"),
                completed("From : bob\nTo\t: ann\nBcc : eve\nDate : x\nMessage-ID : <y>\n\nz\n"));
    }

    @Test
    void aLargeTextIsKeptWhole() throws IOException {
        String line = "x".repeat(63) + "\n";

        assertEquals(65L * 100_000, text("S: x\n\n" + line.repeat(100_000), true).length());
    }

    @Test
    void aHeaderGetsWhatIsMissing() throws IOException {
        assertEquals(
                List.of(
                        "Subject: x",
                        "From: ann@h.example",
                        "To: undisclosed-recipients:;",
                        "Date: (date)",
                        "Message-ID: <id@h.example>"),
                completed("Subject: x\nBcc: eve\nReturn-Path: <x>\nContent-Length: 3\n\ntext\n"));
    }

    @Test
    void aHeaderKeepsWhatItHas() throws IOException {
        assertEquals(
                List.of(
                        "From: \"(Cron Daemon)\" <root@h.example>",
                        "To: bob@h.example,\r\n eve@x.example",
                        "date: today",
                        "MESSAGE-ID : <mine>"),
                completed(
                        """
                        From bob Sat Nov 21
                        From: "(Cron Daemon)" <root>
                        To: bob,
                         eve@x.example
                        date: today
                        MESSAGE-ID : <mine>

                        """));
    }

    @Test
    void textWithoutHeaderStaysText() throws IOException {
        assertEquals("hello there\r\nSubject: no\r\n", text("hello there\nSubject: no\n", true));
    }

    @Test
    void namesRecipientsOfAMessageSentOn() throws IOException {
        try (Draft draft = Draft.read(octets("To: a\nCc: b, a\nBcc: c\n\n"), false)) {
            assertEquals(List.of("a", "b", "c"), draft.header().recipients());
        }
        try (Draft draft = Draft.read(octets("To: a\nResent-To: d\nResent-Bcc: e\n\n"), false)) {
            assertEquals(List.of("d", "e"), draft.header().recipients());
        }
    }

    @Test
    void aHeaderWithoutEndIsRefused() {
        String field = "X: " + "y".repeat(1000) + "\n";

        assertThrows(
                Draft.TooLarge.class, () -> Draft.read(octets(field.repeat(1100)), false).close());
    }
}
