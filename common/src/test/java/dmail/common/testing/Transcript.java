package dmail.common.testing;

import dmail.common.testing.DialogueScript.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares what a server said with what a script expects. */
final class Transcript {
    private Transcript() {}

    /** Fails unless the octets are exactly the replies to the first turns. */
    static void check(String title, List<Turn> turns, int played, byte[] octets) {
        List<String> expected = new ArrayList<>();
        for (Turn turn : turns.subList(0, played)) {
            expected.addAll(turn.hears());
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        List<String> lines = lines(title, text);
        for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
            if (!Pattern.matches(expected.get(i), lines.get(i))) {
                throw new AssertionError(
                        "%s: reply %d should match \"%s\" but the server said:%n%s"
                                .formatted(title, i + 1, expected.get(i), text));
            }
        }
        if (lines.size() != expected.size()) {
            throw new AssertionError(
                    "%s: %d replies expected after turn %d, %d came:%n%s"
                            .formatted(title, expected.size(), played, lines.size(), text));
        }
    }

    private static List<String> lines(String title, String text) {
        if (!text.isEmpty() && !text.endsWith("\r\n")) {
            throw new AssertionError(title + ": the last line has no CRLF: " + text);
        }
        List<String> lines = List.of(text.split("\r\n", -1));
        return lines.subList(0, lines.size() - 1);
    }
}
