package dmail.common.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void writesFieldsInTheirOrder() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", "bob");
        fields.put("octets", 1L << 40);
        fields.put("tries", -1);
        fields.put("open", true);

        assertEquals(
                "{\"name\":\"bob\",\"octets\":1099511627776,\"tries\":-1,\"open\":true}",
                Json.of(fields));
    }

    @Test
    void nests() {
        assertEquals(
                "[{\"a\":[1,\"x\",[]]},{}]",
                Json.of(List.of(Map.of("a", List.of(1, "x", List.of())), Map.of())));
    }

    @Test
    void escapesWhatAProgramCouldStumbleOver() {
        assertEquals(
                "\"\\\" \\\\ \\u0000 \\u000a \\u001b \\u007f \\u00e9 \\u2028 \\ud83d\\ude00 </x>\"",
                Json.of("\" \\ \0 \n \033 \177 \u00e9 \u2028 \ud83d\ude00 </x>"));
    }

    @Test
    void writesOtherValuesAsTheirText() {
        assertEquals("\"1.5\"", Json.of(1.5));
    }
}
