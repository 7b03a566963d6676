package dmail.common.mbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZonedDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FromLineTest {
    private static final ZonedDateTime DATE =
            ZonedDateTime.parse("1999-01-05T09:07:08+13:00[Pacific/Auckland]");

    // The envelope sender, ! = LF, ~ = TAB; the word that stands for it.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "bob@acme.example;bob@acme.example",
                "'';MAILER-DAEMON",
                "\"a b\"@c.example;\"a-b\"@c.example",
                "a!From x@y;a-From-x@y",
                "a~\u0085\u2028b@c;a---b@c",
                "bj\u00f6rn@c;bj\u00f6rn@c",
            })
    void namesTheSenderInOneWordAndTheDateWithTwoDigits(String sender, String word) {
        String octets = sender.replace('!', '\n').replace('~', '\t');
        String line = new String(FromLine.octets(octets, DATE), UTF_8);

        assertEquals("From " + word + " Tue Jan 05 09:07:08 1999\n", line);
        assertTrue(isFromLine(line.strip()));
    }

    @Test
    void isFoundAgainBehindTheLongestAddress() {
        String sender = "v".repeat(255) + "@" + "d.".repeat(123) + "example";
        String line = new String(FromLine.octets(sender, DATE), UTF_8);

        assertTrue(isFromLine(line.strip()));
    }

    @Test
    void isWrittenInEnglishWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            String line = new String(FromLine.octets("a@b", DATE), UTF_8);
            assertEquals("From a@b Tue Jan 05 09:07:08 1999\n", line);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From bob@acme.example Sat Dec 26 09:37:48 1998",
                "From bob Sat Dec  6 09:37:48 1998",
                "From bob Sat Dec 6 9:37 1998",
                "From bob Sat Dec 26 09:37:48 NZDT 1998",
                "From bob Sat Dec 26 09:37:48 1998 +1300",
                "From bob Sat Dec 26 09:37:48 1998 remote from uunet",
                "From Sat Nov 21 22:04:19 2026 Sat Nov 21 22:04:19 2026",
                "From  Sat Dec 26 09:37:48 1998",
                "From x@y.example Wed Aug  2 00:39:12 MET DST 1995",
                "From x@y.example Sat Nov 21 22:04 MET DST 2026",
                "From x@y.example Sat Nov 21 22:04:05 +0100 CET 2026",
                "From bob Sat Dec 26 09:37:48 98",
                "From bob Sat Dec 26 09:37:48 MET DST 98",
                "From bob SAT DEC 26 09:37:48 1998",
                "From bob Son Dec 26 09:37:48 1998",
                "From bob mi\u00e9 Dec 26 09:37 1998",
                "From bob Son dec  6 09:37:48 CET 1998",
                "From user at host Sat Dec 26 09:37:48 1998",
            })
    void knowsTheLinesOfOtherPrograms(String line) {
        assertEquals(true, isFromLine(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From me to you",
                "From ",
                "From",
                "from bob Sat Dec 26 09:37:48 1998",
                ">From bob Sat Dec 26 09:37:48 1998",
                "From bob Sat Dec 26 09:37:48",
                "From bob Sat Dec 26 1998",
                "From bob Son Dez 26 09:37:48 1998",
                "From bob Sat Dec 26 09.37 1998",
                "From bob Sat Dec 26 09:37:48:12 1998",
                "From bob Sat Dec xx 09:37:48 1998",
                "From bob Sat Dec 26 09:37:48 9",
                "From bob Sat Dec 26 09:37:48 MET DST",
                "From bob Sat Dec 26 09:37:48 A B C 1998",
                "From bob Sun, Dec 26 09:37:48 1998",
                "From bob Sonn Dec 26 09:37:48 1998",
                "From bob Son Dec 26 9:37 1998",
                "From bob Son Dec 26 09:37:48 98",
                "From me to you on a day in Dec 26 at 09:37",
            })
    void takesOtherLinesForText(String line) {
        assertEquals(false, isFromLine(line));
    }

    private static boolean isFromLine(String line) {
        byte[] octets = ("x" + line + "y").getBytes(ISO_8859_1);
        return FromLine.isFromLine(octets, 1, octets.length - 1);
    }
}
