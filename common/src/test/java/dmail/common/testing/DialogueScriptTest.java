package dmail.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The referee itself: it passes what is right and fails what is not. */
class DialogueScriptTest {
    private static final DialogueScript ECHO =
            DialogueScript.of(
                    "echo",
                    """
                    # greets, then says each line again
                    S: hello
                    C: one
                    S: o.e
                    C< tw
                    C< o\\r\\n
                    S: two
                    C*2: three
                    S*2: three
                    """);

    @Test
    void passesAServerThatAnswersAsWritten() throws IOException {
        ECHO.play((in, out) -> echo(in, out, "hello\r\n"));
    }

    @Test
    void failsAServerThatSaysSomethingElse() {
        AssertionError failure =
                assertThrows(
                        AssertionError.class,
                        () -> ECHO.playWhole((in, out) -> echo(in, out, "hallo\r\n")));
        assertTrue(String.valueOf(failure.getMessage()).contains("reply 1"));
    }

    @Test
    void failsAServerThatSaysTooMuchOrTooLittle() {
        assertThrows(
                AssertionError.class,
                () -> ECHO.playWhole((in, out) -> echo(in, out, "hello\r\nhello\r\n")));
        assertThrows(AssertionError.class, () -> ECHO.playWhole((_, _) -> {}));
    }

    @Test
    void failsAServerThatWaitsBeforeItAnswers() throws IOException {
        DialogueScript.Session late =
                (in, out) -> {
                    ByteArrayOutputStream kept = new ByteArrayOutputStream();
                    echo(in, kept, "hello\r\n");
                    out.write(kept.toByteArray());
                };
        ECHO.playWhole(late);
        assertThrows(AssertionError.class, () -> ECHO.playInTurn(late));
    }

    @Test
    void sendsEscapedOctets() throws IOException {
        DialogueScript script = DialogueScript.of("raw", "C< a\\x00\\xff\\\\\\{3*z}\\0\\t\n");
        script.play((in, _) ->
                assertEquals(
                        "a\0\u00ff\\zzz\0\t",
                        new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void refusesALineItDoesNotUnderstand() {
        assertThrows(
                IllegalArgumentException.class, () -> DialogueScript.of("bad", "C NOOP\nS: 250"));
    }

    private static void echo(InputStream in, OutputStream out, String greeting) throws IOException {
        out.write(greeting.getBytes(StandardCharsets.ISO_8859_1));
        InputStream octets = new BufferedInputStream(in, 1);
        for (int octet = octets.read(); octet >= 0; octet = octets.read()) {
            out.write(octet);
        }
    }
}
