package dmail.common.config.binding;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;

/** The names of bindings and of their groups; letter case matters in them. */
final class ScopeName {
    private static final int LONGEST = 64;

    private ScopeName() {}

    static Parsed<String> parse(String word) {
        if (word.isEmpty()) {
            return Parsed.bad("a name is missing");
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
