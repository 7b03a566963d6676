package dmail.common.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WildcardTest {
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    pattern,          text,              matches
                    *,                '',                true
                    *,                anything,          true
                    abc,              abc,               true
                    abc,              abcd,              false
                    abc,              ab,                false
                    ABC,              abc,               true
                    abc,              ABC,               true
                    a?c,              abc,               true
                    a?c,              ac,                false
                    a*c,              ac,                true
                    a*c,              abbbc,             true
                    a*c,              abbb,              false
                    *.example.com,    mail.example.com,  true
                    *.example.com,    example.com,       false
                    *@spam.example,   a@spam.example,    true
                    *aab,             aaaaab,            true
                    a*b*c,            a-b-b-c,           true
                    **?,              '',                false
                    192.0.2.*,        192.0.2.77,        true
                    192.0.2.*,        192.0.20.1,        false
                    """)
    void coversTheWholeText(String pattern, String text, boolean matches) {
        assertEquals(matches, Wildcard.parse(pattern).orElseThrow().matches(text));
    }

    @Test
    void isBetween1And255CharactersLong() {
        assertFalse(Wildcard.parse("").isPresent());
        assertTrue(Wildcard.parse("a".repeat(255)).isPresent());
        assertFalse(Wildcard.parse("a".repeat(256)).isPresent());
    }

    /** With backtracking into every star this would take longer than the universe has. */
    @Test
    void hostileTextCostsNoTime() {
        Wildcard pattern = Wildcard.parse("*a".repeat(120) + "b").orElseThrow();

        assertFalse(
                assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> pattern.matches("a".repeat(100_000))));
    }
}
