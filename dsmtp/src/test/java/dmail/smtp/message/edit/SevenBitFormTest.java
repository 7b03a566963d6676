package dmail.smtp.message.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.OctetSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SevenBitFormTest {
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

    private static Optional<String> convert(String message) throws IOException {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        Optional<SevenBitForm> form = SevenBitForm.of(new ByteArrayInputStream(octets));
        if (form.isEmpty()) {
            return Optional.empty();
        }
        Gathering out = new Gathering();
        form.get().write(new ByteArrayInputStream(octets), out);
        String text = out.octets.toString(StandardCharsets.UTF_8);
        return Optional.of(text);
    }

    /** Messages are drawn with LF here; on the wire each is a CRLF. */
    private static void assertBecomes(String expected, String message) throws IOException {
        assertEquals(
                Optional.of(expected.replace("\n", "\r\n")),
                convert(message.replace("\n", "\r\n")));
    }

    private static void assertStays(String message) throws IOException {
        assertEquals(Optional.empty(), convert(message.replace("\n", "\r\n")));
    }

    @Test
    void fieldsAreKnownWithBlanksBeforeTheColon() throws IOException {
        assertBecomes(
                """
                MIME-Version : 1.0
                Content-Type\t: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                gr=C3=BC=C3=9Fe from all of us in the office
                """,
                """
                MIME-Version : 1.0
                Content-Type\t: text/plain; charset=utf-8
                Content-Transfer-Encoding : 8bit

                gr\u00fc\u00dfe from all of us in the office
                """);
    }

    @Test
    void textBecomesQuotedPrintable() throws IOException {
        assertBecomes(
                """
                Subject: x
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Gr=C3=BC=C3=9Fe an 1+1=3D2 und den Rest der Welt
                """,
                """
                Subject: x
                MIME-Version: 1.0
                Content-Transfer-Encoding: 8bit
                Content-Type: text/plain; charset=utf-8

                Grüße an 1+1=2 und den Rest der Welt
                """);
    }

    @Test
    void longLinesAndBlanksAtTheirEndsSurvive() throws IOException {
        assertBecomes(
                """
                MIME-Version: 1.0
                Content-Type: text/plain
                Content-Transfer-Encoding: quoted-printable

                %s=
                %s=C3=A4=20
                end=09
                """
                        .formatted("a".repeat(75), "a".repeat(25)),
                """
                MIME-Version: 1.0
                Content-Type: text/plain

                %sä\s
                end\t
                """
                        .formatted("a".repeat(100)));
    }

    @Test
    void aTextThatSaysNothingOfItselfIsOfUnknownCharacters() throws IOException {
        assertBecomes(
                """
                Subject: x
                Content-Type: text/plain; charset=unknown-8bit
                MIME-Version: 1.0
                Content-Transfer-Encoding: quoted-printable

                and some words in ASCII with one =C3=BC
                """,
                """
                Subject: x

                and some words in ASCII with one ü
                """);
    }

    @Test
    void otherContentBecomesBase64() throws IOException {
        assertBecomes(
                """
                MIME-Version: 1.0
                Content-Type: image/x-test
                Content-Transfer-Encoding: base64

                %s
                """
                        .formatted(base64("ü\r\nabc\r\n")),
                """
                MIME-Version: 1.0
                Content-Type: image/x-test
                Content-Transfer-Encoding: 8bit

                ü
                abc
                """);
    }

    @Test
    void textInAnotherAlphabetBecomesBase64() throws IOException {
        assertBecomes(
                """
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                %s
                """
                        .formatted(base64("добрый день\r\n")),
                """
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                добрый день
                """);
    }

    private static String base64(String text) {
        return Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onlyThePartsThatNeedItAreChanged() throws IOException {
        assertBecomes(
                """
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="a b"
                Content-Transfer-Encoding: 7bit

                preamble
                --a b
                Content-Type: text/plain

                plain.  =3D stays
                --a b
                Content-Type: multipart/alternative;
                 boundary=inner

                --inner
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                these are some words and one =C3=A4
                and a line

                --inner--
                --a b
                Content-Type: application/x-test; name=x
                Content-Transfer-Encoding: base64

                %s
                --a b--
                epilogue
                """
                        .formatted(base64("ö\r\n\r\nö")),
                """
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="a b"
                Content-Transfer-Encoding: 8bit

                preamble
                --a b
                Content-Type: text/plain

                plain.  =3D stays
                --a b
                Content-Type: multipart/alternative;
                 boundary=inner

                --inner
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                these are some words and one ä
                and a line

                --inner--
                --a b
                Content-Type: application/x-test; name=x
                Content-Transfer-Encoding: 8bit

                ö

                ö
                --a b--
                epilogue
                """);
    }

    @Test
    void messagesInMessagesAreConvertedInside() throws IOException {
        assertBecomes(
                """
                MIME-Version: 1.0
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 7bit

                Subject: inner
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                a longer line of words and =C3=BC
                """,
                """
                MIME-Version: 1.0
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 8bit

                Subject: inner
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                a longer line of words and ü
                """);
    }

    @Test
    void whatIsAsciiStaysAsItIs() throws IOException {
        String message =
                """
                Content-Type: multipart/mixed; boundary=b

                --b

                no header
                --b
                Content-Type: text/html

                <p>
                --b
                cut off\
                """;
        assertStays(message);
    }

    @Test
    void whatCannotBeEncodedIsNotTouched() throws IOException {
        assertStays("Subject: ü\n\nx\n");
        assertStays("Content-Type: multipart/mixed; boundary=b\n\nü\n--b--\n");
        assertStays("Content-Type: multipart/mixed\n\nü\n");
        assertStays("Content-Type: message/partial\n\nü\n");
        assertStays("Content-Transfer-Encoding: base64\n\nü\n");
        assertStays("Content-Transfer-Encoding: quoted-printable\n\nü=20\n");
        assertStays("X: " + "x".repeat(300_000) + "\n\nü\n");
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i);
            deep.append("\n\n--b").append(i).append('\n');
        }
        assertStays(deep + "\nü\n");
    }

    @Test
    void whatCanBeEncodedIsNextToWhatCannot() throws IOException {
        assertBecomes(
                """
                Subject: ü
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b
                Content-Transfer-Encoding: 8bit

                für Leser ohne MIME
                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                some words and =C3=BC
                --b
                Content-Type: text/plain; charset=utf-8; name=ä
                Content-Transfer-Encoding: quoted-printable

                wrongly named ö =3D
                --b--
                und Schluß
                """,
                """
                Subject: ü
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b
                Content-Transfer-Encoding: 8bit

                für Leser ohne MIME
                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                some words and ü
                --b
                Content-Type: text/plain; charset=utf-8; name=ä
                Content-Transfer-Encoding: quoted-printable

                wrongly named ö =3D
                --b--
                und Schluß
                """);
    }

    /** Whatever the content, its reader gets the same octets. */
    @Test
    void anyContentComesBackAsItWas() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] content = new byte[random.nextInt(20_000)];
            random.nextBytes(content);
            if (content.length > 0) {
                content[0] = (byte) 0xe4;
                String header = "Content-Type: application/x-test\r\n\r\n";
                Gathering message = new Gathering();
                message.octets.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
                message.octets.writeBytes(content);
                assertArrayEquals(content, decoded(message.octets.toByteArray()));
            }
        }
    }

    private static byte[] decoded(byte[] message) throws IOException {
        SevenBitForm form = SevenBitForm.of(new ByteArrayInputStream(message)).orElseThrow();
        Gathering out = new Gathering();
        form.write(new ByteArrayInputStream(message), out);
        String text = out.octets.toString(StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n")));
    }

    @Test
    void anyTextComesBackAsItWas() throws IOException {
        Random random = new Random(8);
        String alphabet = "abc =\t.\r\n\u00e4";
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder("some plain words for a start \u00e4\r\n");
            for (int i = random.nextInt(2000); i > 0; i--) {
                int c = random.nextInt(alphabet.length() + 20);
                text.append(c < alphabet.length() ? alphabet.charAt(c) : 'x');
            }
            String body = text.append("\r\n").toString();
            byte[] message =
                    ("Content-Type: text/plain\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1);
            SevenBitForm form = SevenBitForm.of(new ByteArrayInputStream(message)).orElseThrow();
            Gathering out = new Gathering();
            form.write(new ByteArrayInputStream(message), out);
            String sent = out.octets.toString(StandardCharsets.US_ASCII);
            assertTrue(sent.contains("quoted-printable"), sent);
            assertEquals(body, unquoted(sent.substring(sent.indexOf("\r\n\r\n") + 4)));
        }
    }

    /** As RFC 2045 section 6.7 has it; lines are no longer than they may be. */
    private static String unquoted(String sent) {
        for (String line : sent.split("\r\n", -1)) {
            assertTrue(line.length() <= 76, line);
            assertTrue(!line.endsWith(" ") && !line.endsWith("\t"), line);
        }
        StringBuilder text = new StringBuilder();
        String soft = sent.replace("=\r\n", "");
        for (int i = 0; i < soft.length(); i++) {
            if (soft.charAt(i) == '=') {
                text.append((char) Integer.parseInt(soft, i + 1, i + 3, 16));
                i += 2;
            } else {
                text.append(soft.charAt(i));
            }
        }
        return text.toString();
    }
}
