package dmail.smtp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class XtextTest {
    @ParameterizedTest
    @CsvSource({"plain, plain", "a+b, a+2Bb", "a=b, a+3Db", "'a b', a+20b", "jø, j+C3+B8"})
    void aTextGoesThereAndBack(String text, String encoded) {
        assertEquals(encoded, Xtext.encode(text));
        assertEquals(Optional.of(text), Xtext.decode(encoded));
    }

    @Test
    void nothingIsNothing() {
        assertEquals("", Xtext.encode(""));
        assertEquals(Optional.of(""), Xtext.decode(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a b", "a+", "a+2", "a+2b", "a+zz", "ø", "+C3"})
    void whatIsNotOfThatFormIsRefused(String encoded) {
        assertEquals(Optional.empty(), Xtext.decode(encoded));
    }
}
