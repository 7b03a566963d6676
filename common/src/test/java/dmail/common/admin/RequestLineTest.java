package dmail.common.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestLineTest {
    @ParameterizedTest
    @MethodSource("linesAndWords")
    void understandsWords(String line, ReplyForm form, List<String> commandLine) {
        assertEquals(Optional.of(new RequestLine(form, commandLine)), RequestLine.parse(line));
    }

    static Stream<Arguments> linesAndWords() {
        return Stream.of(
                arguments("text status", ReplyForm.TEXT, List.of("status")),
                arguments("json", ReplyForm.JSON, List.of()),
                arguments("  text   a  b ", ReplyForm.TEXT, List.of("a", "b")),
                arguments("text \"a b\" \"\"", ReplyForm.TEXT, List.of("a b", "")),
                arguments("text \"a\\\"b\\\\c\"", ReplyForm.TEXT, List.of("a\"b\\c")),
                arguments("text a\"b", ReplyForm.TEXT, List.of("a\"b")),
                arguments("text \"a\"b", ReplyForm.TEXT, List.of("a", "b")),
                arguments("text bj\u00f6rn", ReplyForm.TEXT, List.of("bj\u00f6rn")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "status",
                "TEXT status",
                "text \"a",
                "text \"a\\",
                "text \"a\\\"",
                "text a\tb",
                "text \"a\rb\"",
                "text \0",
            })
    void refusesWhatItCannotRead(String line) {
        assertEquals(Optional.empty(), RequestLine.parse(line));
    }

    @Test
    void readsWhatItWrote() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<String> commandLine =
                    Stream.generate(() -> randomWord(random)).limit(random.nextInt(4)).toList();
            RequestLine request = new RequestLine(ReplyForm.JSON, commandLine);

            assertEquals(Optional.of(request), RequestLine.parse(request.line()), request.line());
        }
    }

    @Test
    void readsAnyTextWithoutFailing() {
        Random random = new Random(8);
        int understood = 0;
        for (int round = 0; round < 5_000; round++) {
            String line = "text" + randomWord(random) + randomWord(random) + randomWord(random);
            understood += RequestLine.parse(line).isPresent() ? 1 : 0;
        }
        assertEquals(true, understood > 10 && understood < 4_990, "understood " + understood);
    }

    private static String randomWord(Random random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            word.append("ab \"\\@\u00f6".charAt(random.nextInt(7)));
        }
        return word.toString();
    }
}
