package dmail.pop.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.net.WireWriter;
import dmail.pop.maildrop.Maildrop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in the drop file, what RETR sends, and that LIST says exactly how much that is. */
class OctetsTest {
    @TempDir private Path folder;

    /** Title, message as stored without its From line, message as sent before dot-stuffing. */
    static Stream<Arguments> messages() {
        return Stream.of(
                row("plain", "A: b\n\ntext\n\n", "A: b\r\n\r\ntext\r\n"),
                row("no body", "A: b\n\n\n", "A: b\r\n\r\n"),
                row("no body, no separator", "A: b\n\n", "A: b\r\n"),
                row("empty", "", ""),
                row("empty line only", "\n", ""),
                row("8-bit", "A: \u00e4\n\n\u00ff\u0080\n\n", "A: \u00e4\r\n\r\n\u00ff\u0080\r\n"),
                row("NULs", "A: b\n\n\0\0\n\0\n\n", "A: b\r\n\r\n\0\0\r\n\0\r\n"),
                row("no last newline", "A: b\n\ntext", "A: b\r\n\r\ntext\r\n"),
                row("no separator", "A: b\n\ntext\n", "A: b\r\n\r\ntext\r\n"),
                row("empty lines at the end", "A: b\n\nx\n\n\n\n", "A: b\r\n\r\nx\r\n\r\n\r\n"),
                row("dots", "A: b\n\n.\n..\n.a\n\n", "A: b\r\n\r\n.\r\n..\r\n.a\r\n"),
                row(
                        "quoted From",
                        "A: b\n\n>From x\n>>From y\n\n",
                        "A: b\r\n\r\nFrom x\r\n>From y\r\n"),
                row(
                        "not quoted",
                        "A: b\n\n>from\n> From\n>\n\n",
                        "A: b\r\n\r\n>from\r\n> From\r\n>\r\n"),
                row(
                        "From without date",
                        "A: b\n\nFrom me to you\n\n",
                        "A: b\r\n\r\nFrom me to you\r\n"),
                row("CRLF stored", "A: b\r\n\r\ntext\r\n\r\n", "A: b\r\n\r\ntext\r\n"),
                row("bare CR", "A: b\n\na\rb\r\r\n\n", "A: b\r\n\r\na\rb\r\r\n"),
                row("long line", "A: b\n\n" + x(5000) + "\n\n", "A: b\r\n\r\n" + x(5000) + "\r\n"),
                row(
                        "very long line",
                        "A: b\n\n" + x(200_000) + "\n\n",
                        "A: b\r\n\r\n" + x(200_000) + "\r\n"),
                row(
                        "long quotes",
                        "A: b\n\n" + ">".repeat(9000) + "From x\n\n",
                        "A: b\r\n\r\n" + ">".repeat(8999) + "From x\r\n"));
    }

    private static Arguments row(String title, String stored, String sent) {
        return Arguments.of(title, stored, sent);
    }

    private static String x(int octets) {
        return "x".repeat(octets);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void countsWhatItSends(String title, String stored, String sent) throws IOException {
        Spool spool = new Spool(folder).holds(Spool.FROM + stored);

        try (Maildrop maildrop = spool.open()) {
            assertEquals(1, maildrop.messages(), title);
            assertEquals(sent, undotted(Spool.retr(maildrop, 1)));
            assertEquals(sent.length(), maildrop.octets(1));
            assertEquals(sent.length(), maildrop.octets());
        }
    }

    /** Such a line would end in CRLF, were another message to follow. */
    @Test
    void countsACarriageReturnAtTheVeryEnd() throws IOException {
        Spool spool = new Spool(folder).holds(Spool.FROM + "A: b\n\ntext\r");

        try (Maildrop maildrop = spool.open()) {
            assertEquals("A: b\r\n\r\ntext\r\r\n", Spool.retr(maildrop, 1));
            assertEquals("A: b\r\n\r\ntext\r\r\n".length(), maildrop.octets(1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void neighboursDoNotChangeIt(String title, String stored, String sent) throws IOException {
        String first = Spool.message("before", "1\n");
        String last = Spool.message("after", "2\n");
        String closed = stored.isEmpty() || stored.endsWith("\n") ? stored : stored + "\n\n";
        Spool spool = new Spool(folder).holds(first + Spool.FROM + closed + last);

        try (Maildrop maildrop = spool.open()) {
            assertEquals(3, maildrop.messages(), title);
            assertEquals(sent, undotted(Spool.retr(maildrop, 2)));
            assertEquals(sent.length(), maildrop.octets(2));
        }
    }

    /** Lines that end at any place around the scanner's buffer. */
    @Test
    void countsLinesThatCrossTheBuffer() throws IOException {
        for (int length = 65_400; length < 65_560; length++) {
            String body = x(length) + "\r\n>From here\n.\n" + x(length) + "\n";
            Spool spool =
                    new Spool(folder).holds(Spool.message("long", body) + Spool.message("n", "."));

            try (Maildrop maildrop = spool.open()) {
                String sent = undotted(Spool.retr(maildrop, 1));
                assertEquals(2, maildrop.messages(), "length " + length);
                assertEquals(sent.length(), maildrop.octets(1), "length " + length);
                assertEquals(
                        "Subject: long\r\n\r\n"
                                + x(length)
                                + "\r\nFrom here\r\n.\r\n"
                                + x(length)
                                + "\r\n",
                        sent);
            }
        }
    }

    @Test
    void showsOnlyTheTop() throws IOException {
        Spool spool = new Spool(folder).holds(Spool.message("top", "one\n.two\nthree\n"));

        try (Maildrop maildrop = spool.open()) {
            assertEquals("Subject: top\r\n\r\n", top(maildrop, 0));
            assertEquals("Subject: top\r\n\r\none\r\n", top(maildrop, 1));
            assertEquals("Subject: top\r\n\r\none\r\n..two\r\n", top(maildrop, 2));
            assertEquals(
                    "Subject: top\r\n\r\none\r\n..two\r\nthree\r\n", top(maildrop, 999_999_999));
        }
    }

    @Test
    void stopsReadingALargeMessageAfterItsTop() throws IOException {
        String body = "a line of text\n".repeat(100_000);
        Spool spool = new Spool(folder).holds(Spool.message("large", body));

        try (Maildrop maildrop = spool.open()) {
            assertEquals("Subject: large\r\n\r\na line of text\r\n", top(maildrop, 1));
        }
    }

    private static String top(Maildrop maildrop, int lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WireWriter writer = new WireWriter(out);
        if (maildrop.read(1) instanceof Maildrop.Reading.Ready(StoredMessage message)) {
            message.writeTop(writer, lines);
        }
        writer.flush();
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String undotted(String sent) {
        String text = sent.startsWith(".") ? sent.substring(1) : sent;
        return text.replace("\r\n..", "\r\n.");
    }
}
