package dmail.common.config.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    text                    ; words, joined by |
                    one                     ; one
                    ~ one \t two ~          ; one|two
                    one "two three"         ; one|two three
                    "|prog "a b" c"         ; |prog "a b" c
                    one "two" three "four"  ; one|two" three "four
                    o"ne two                ; o"ne|two
                    one ""                  ; ~one|~
                    """)
    void theLastMayBeQuotedUpToTheLastQuote(String text, String words) {
        assertEquals(
                new Parsed.Good<>(words), Words.split(text).map(list -> String.join("|", list)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    text                ; why not
                    one "two            ; the closing quote is missing
                    "                   ; the closing quote is missing
                    "one" two           ; ~text behind the closing quote; a comment needs a line of its own~
                    """)
    void someQuotesMakeNoSense(String text, String why) {
        assertEquals(new Parsed.Bad<List<String>>(why), Words.split(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            textBlock =
                    """
                    /bin/prog -x "a b"  ; /bin/prog -x "a b"
                    "/bin/prog -x"      ; /bin/prog -x
                    "/a b/prog" -x      ; "/a b/prog" -x
                    ""                  ; ~~
                    """)
    void aWholeTextLosesOnlyTheQuotesAroundIt(String text, String whole) {
        assertEquals(new Parsed.Good<>(whole), Words.whole(text));
    }
}
