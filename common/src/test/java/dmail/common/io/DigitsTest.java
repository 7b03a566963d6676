package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "0, 2, 00",
        "9, 2, 09",
        "10, 2, 10",
        "100, 2, 100",
        "1998, 4, 1998",
        "123456789, 8, 123456789",
        "9223372036854775807, 3, 9223372036854775807"
    })
    void haveLeadingZerosAndAreNeverCut(long number, int width, String text) {
        assertEquals(text, Digits.of(number, width));
    }
}
