package dmail.smtp.message.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.OctetSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FooterWriterTest {
    private static final Footer PLAIN = new Footer("-- \nAcme = Ltd.\n");
    private static final Footer GERMAN = new Footer("Gr\u00fc\u00dfe\n");

    /** Into an array. */
    private static final class Gathering implements OctetSink {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void write(int octet) {
            octets.write(octet);
        }

        @Override
        public void write(byte[] some, int from, int count) {
            octets.write(some, from, count);
        }
    }

    /** Messages are drawn with LF here; on the wire each is a CRLF. Any pieces do. */
    private static String footed(Footer footer, String message) throws IOException {
        byte[] octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        String whole = footed(footer, octets, octets.length);
        assertEquals(whole, footed(footer, octets, 1));
        return whole.replace("\r\n", "\n");
    }

    private static String footed(Footer footer, byte[] octets, int piece) throws IOException {
        Gathering out = new Gathering();
        FooterWriter writer = new FooterWriter(footer, "b1", out);
        for (int i = 0; i < octets.length; i += piece) {
            writer.write(octets, i, Math.min(piece, octets.length - i));
        }
        assertTrue(writer.end());
        return out.octets.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\n",
                "Content-Type: text/plain\n",
                "Content-Type : text/plain\n",
                """
                Content-Type: TEXT/Plain; format=flowed; charset=iso-8859-1
                Content-Transfer-Encoding: 8bit
                """
            })
    void textGetsItBehindItsEnd(String header) throws IOException {
        assertEquals(header + "\nhello\n-- \nAcme = Ltd.\n", footed(PLAIN, header + "\nhello\n"));
    }

    @Test
    void quotedPrintableTextGetsItInThatForm() throws IOException {
        String header = "Content-Transfer-Encoding: quoted-printable\n";
        assertEquals(header + "\n=E4\n--=20\nAcme =3D Ltd.\n", footed(PLAIN, header + "\n=E4\n"));
    }

    @Test
    void otherLettersGoIntoTextThatHasThem() throws IOException {
        String header =
                "Content-Type: text/plain; charset=\"UTF-8\"\nContent-Transfer-Encoding: 8bit\n";
        assertEquals(header + "\n\u00e4\nGr\u00fc\u00dfe\n", footed(GERMAN, header + "\n\u00e4\n"));
    }

    @Test
    void otherLettersGetAPartOfTheirOwnElse() throws IOException {
        assertEquals(
                """
                Subject: x
                MIME-Version: 1.0
                Content-Type: multipart/mixed;
                \tboundary="b1"

                --b1

                hello

                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable
                Content-Disposition: inline

                Gr=C3=BC=C3=9Fe
                --b1--
                """,
                footed(GERMAN, "Subject: x\n\nhello\n"));
    }

    @Test
    void everythingElseStaysAsItIsInAPart() throws IOException {
        String content =
                """
                Content-Type: multipart/alternative;
                 boundary=inner
                Content-Transfer-Encoding: 8bit
                """;
        String body = "--inner\nContent-Type: text/html\n\n<b>\u00e4</b>\n--inner--\nend\n";
        assertEquals(
                """
                Received: from a
                \tby b
                Subject: x
                To: y
                MIME-Version: 1.0
                Content-Type: multipart/mixed;
                \tboundary="b1"
                Content-Transfer-Encoding: 8bit

                --b1
                %s
                %s
                --b1
                Content-Type: text/plain; charset=us-ascii
                Content-Transfer-Encoding: 7bit
                Content-Disposition: inline

                --\s
                Acme = Ltd.
                --b1--
                """
                        .formatted(content, body),
                footed(
                        PLAIN,
                        "Received: from a\n\tby b\nSubject: x\nmime-version: 1.0\n"
                                + content
                                + "To: y\n\n"
                                + body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/html\n",
                "Content-Transfer-Encoding: base64\n",
                "Content-Disposition: attachment; filename=x\n"
            })
    void whatNobodyReadsInPlaceIsNotTouched(String header) throws IOException {
        assertTrue(
                footed(PLAIN, "Subject: x\n" + header + "\nPGI+\n")
                        .contains("\n--b1\n" + header + "\nPGI+\n\n--b1\n"));
    }

    @Test
    void aMessageWithoutTextGetsOne() throws IOException {
        assertEquals("Subject: x\n\n-- \nAcme = Ltd.\n", footed(PLAIN, "Subject: x\n"));
        assertEquals("Subject: x\n\n-- \nAcme = Ltd.\n", footed(PLAIN, "Subject: x\n\n"));
    }

    @Test
    void anEndlessHeaderPassesUntouched() throws IOException {
        Gathering out = new Gathering();
        FooterWriter writer = new FooterWriter(PLAIN, "b1", out);
        byte[] line = ("X: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 300; i++) {
            writer.write(line, 0, line.length);
        }
        assertFalse(writer.end());
        assertEquals(300 * line.length, out.octets.size());
    }
}
