package dmail.common.config.binding;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import java.util.Locale;

/** The names of bindings and of their groups; letter case matters in them. */
final class ScopeName {
    private static final int LONGEST = 64;

    private ScopeName() {}

    static Parsed<String> parse(String word) {
        if (word.isEmpty()) {
            return Parsed.bad("a name is missing");
        }
        if (isTaken(word)) {
            return Parsed.bad(
                    Shown.quoted(word) + " is no name, since commands mean something else by it");
        }
        boolean good = word.length() <= LONGEST && word.chars().allMatch(ScopeName::mayBeIn);
        return good
                ? Parsed.good(word)
                : Parsed.bad(
                        Shown.quoted(word)
                                + " is no name: up to "
                                + LONGEST
                                + " characters without blanks, colons and quotes");
    }

    /** Where a command takes a binding, these words mean all of them, none, or an option. */
    private static boolean isTaken(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "all", "*", "quiet" -> true;
            default -> word.startsWith("-");
        };
    }

    /** A name stands in log lines and in queue files, as one word. */
    private static boolean mayBeIn(int c) {
        return c != ':'
                && c != '"'
                && !Character.isWhitespace(c)
                && !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE;
    }
}
