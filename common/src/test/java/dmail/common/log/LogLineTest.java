package dmail.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LogLineTest {
    @Test
    void namesTheSessionTheEventAndItsValues() {
        LogLine line = LogLine.of("7f3a", "accepted").with("octets", 12).with("from", "a@b.test");

        assertEquals("7f3a accepted octets=12 from=a@b.test", line.toString());
    }

    @Test
    void hasADashWhereNoSessionIsMeant() {
        assertEquals("- ready", LogLine.of("ready").toString());
    }

    @ParameterizedTest
    @MethodSource("sentAndLogged")
    void staysOnePrintableLine(String sent, String logged) {
        assertEquals("- e v=" + logged, LogLine.of("e").with("v", sent).toString());
    }

    static Stream<Arguments> sentAndLogged() {
        return Stream.of(
                arguments("a b", "\"a b\""),
                arguments("", "\"\""),
                arguments("a\"b", "\"a\\\"b\""),
                arguments("a\\b", "a\\\\b"),
                arguments("a\rb\nc", "a\\x0db\\x0ac"),
                arguments("\0", "\\x00"),
                arguments("\033[2J", "\\x1b[2J"),
                arguments("\177", "\\x7f"),
                arguments("bj\u00f6rn", "bj\\xf6rn"),
                arguments("\u2028", "\\u2028"),
                arguments("\ud83d\ude00", "\\ud83d\\ude00"));
    }

    @Test
    void cutsLongValues() {
        String full = LogLine.of("e").with("v", "x".repeat(512)).toString();
        String cut = LogLine.of("e").with("v", "x".repeat(513)).toString();

        assertEquals("- e v=" + "x".repeat(512), full);
        assertEquals(full + "...", cut);
    }
}
