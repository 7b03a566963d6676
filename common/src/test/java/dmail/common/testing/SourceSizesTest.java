package dmail.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceSizesTest {
    private static List<String> tooLong(String before, int inside, String after) {
        return SourceSizes.tooLong(
                (before + "\n" + "        call();\n".repeat(inside) + after).lines().toList());
    }

    @Test
    void aMethodMayHaveFortyLines() {
        assertEquals(List.of(), tooLong("    void run() {", 38, "    }"));
        assertEquals(List.of("41 lines: void run() {"), tooLong("    void run() {", 39, "    }"));
    }

    @Test
    void parametersOnLinesOfTheirOwnDoNotCount() {
        String head = "    Some(\n            int one,\n            int two) {";
        assertEquals(List.of(), tooLong(head, 38, "    }"));
        assertEquals(List.of("41 lines: Some("), tooLong(head, 39, "    }"));
    }

    @Test
    void methodsOfNestedTypesAreMeasuredAndTypesAreNot() {
        String head = "    private record Inner(int one) {\n        @Override\n        int get() {";
        String body = "            call();\n";
        assertEquals(List.of(), tooLong(head + "\n" + body.repeat(38) + "        }", 0, "    }"));
        assertEquals(
                List.of("41 lines: int get() {"),
                tooLong(head + "\n" + body.repeat(39) + "        }", 0, "    }"));
    }

    @Test
    void whatStandsInATextIsNoCode() {
        String head = "    void run() {\n        show(\"\"\"\n    }\n    if (x) {";
        assertEquals(List.of("45 lines: void run() {"), tooLong(head, 39, "    \"\"\");\n    }"));
    }

    @Test
    void aFileMayHaveFourHundredLines() {
        assertEquals(List.of(), tooLong("", 399, ""));
        assertEquals(List.of("401 lines"), tooLong("", 400, ""));
    }
}
