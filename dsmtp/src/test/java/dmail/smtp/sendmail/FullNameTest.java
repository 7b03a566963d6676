package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullNameTest {
    // ! = the end of a line
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``;                  a@b",
                "`  `;                a@b",
                "CronDaemon;          CronDaemon <a@b>",
                "Cron Daemon;         Cron Daemon <a@b>",
                "(Cron Daemon);       \"(Cron Daemon)\" <a@b>",
                "J. Smith;            \"J. Smith\" <a@b>",
                "A \"B\" \\C;         \"A \\\"B\\\" \\\\C\" <a@b>",
                "Jürgen Müller;       =?utf-8?q?J=C3=BCrgen_M=C3=BCller?= <a@b>",
                "\"Ü\", x_y=?;        =?utf-8?q?=22=C3=9C=22=2C_x=5Fy=3D=3F?= <a@b>",
                "\ud83d\ude00;        =?utf-8?q?=F0=9F=98=80?= <a@b>"
            })
    void standsBeforeTheAddress(String name, String value) {
        assertEquals(value, FullName.before(name, "a@b"));
    }

    @Test
    void controlsBecomeBlanks() {
        assertEquals("x y <a@b>", FullName.before("x\0\r\n\ty\n", "a@b"));
    }

    @Test
    void aLongOneIsFoldedBetweenItsWordsAndBounded() {
        String value = FullName.before("ü ".repeat(10_000), "a".repeat(255) + "@b.example");

        String[] lines = value.split("\r\n ", -1);
        assertTrue(value.length() < 2_000, value);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < lines.length - 1; i++) {
            assertTrue(lines[i].length() <= 68 && lines[i].endsWith("?="), lines[i]);
            name.append(decoded(lines[i]));
        }
        assertEquals("ü ".repeat(85).strip(), name.toString());
        assertEquals("<" + "a".repeat(255) + "@b.example>", lines[lines.length - 1]);
    }

    private static String decoded(String word) {
        String text = word.substring("=?utf-8?q?".length(), word.length() - 2);
        return URLDecoder.decode(text.replace('_', '+').replace('=', '%'), StandardCharsets.UTF_8);
    }
}
