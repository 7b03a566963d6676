package dmail.pop.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** POP3 command lines: any line is some command, and numbers are never below zero. */
class PopCommandParserFuzzTest {
    @FuzzTest
    void anyLineIsSomeCommand(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n", -1)) {
            check(line);
        }
    }

    private static void check(String line) {
        switch (PopCommandParser.parse(line)) {
            case PopCommand.Malformed(PopReply reply) -> checkRefusal(reply.line());
            case PopCommand.User(String name) -> assertTrue(name.length() <= line.length(), line);
            case PopCommand.ListOne(int number) -> assertTrue(number >= 0, line);
            case PopCommand.UidlOne(int number) -> assertTrue(number >= 0, line);
            case PopCommand.Retr(int number) -> assertTrue(number >= 0, line);
            case PopCommand.Dele(int number) -> assertTrue(number >= 0, line);
            case PopCommand.Top(int number, int lines) ->
                    assertTrue(number >= 0 && lines >= 0, line);
            default -> {
                // Has nothing that a line could make wrong.
            }
        }
    }

    private static void checkRefusal(String line) {
        assertTrue(line.startsWith("-ERR ") && line.length() <= 510, line);
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
    }
}
