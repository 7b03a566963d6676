package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a user come from files and programs that others write. */
final class InfoFieldsTest {
    @Test
    void readsFieldsInTheirOrder() {
        Map<String, String> fields =
                InfoFields.parse(" fwd=\"a@b, c@d\"\tquota=\"\"  x.y-1=\"=:\" ").orElseThrow();

        assertEquals(Map.of("fwd", "a@b, c@d", "quota", "", "x.y-1", "=:"), fields);
        assertEquals(List.of("fwd", "quota", "x.y-1"), List.copyOf(fields.keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t \t"})
    void nothingIsNoField(String text) {
        assertEquals(Optional.of(Map.of()), InfoFields.parse(text));
    }

    @Test
    void neighboursNeedNoBlank() {
        assertEquals(Optional.of(Map.of("a", "1", "b", "2")), InfoFields.parse("a=\"1\"b=\"2\""));
    }

    @Test
    void aLaterFieldOfTheSameLabelCounts() {
        assertEquals(Optional.of(Map.of("a", "2")), InfoFields.parse("a=\"1\" a=\"2\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a=",
                "a=1",
                "a=\"1",
                "=\"1\"",
                "a b=\"1\"",
                "a:b=\"1\"",
                "a=b=\"1\"",
                "a\"b=\"1\"",
                "a=\"1\" rest",
                "a=\"1\n2\"",
                "a=\"\u0000\"",
                "a=\"\u0085\"",
                "a=\"1\" \nb=\"2\""
            })
    void takesNothingElse(String text) {
        assertEquals(Optional.empty(), InfoFields.parse(text));
    }

    @Test
    void showsWhatItReads() {
        String text = "fwd=\"a@b\" quota=\"5\"";

        assertEquals(text, InfoFields.show(InfoFields.parse(text).orElseThrow()));
    }
}
