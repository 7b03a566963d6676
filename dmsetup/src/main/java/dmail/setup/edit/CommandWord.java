package dmail.setup.edit;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;

/** Words of the command line that are to stand in a line of dmail.conf. */
final class CommandWord {
    private CommandWord() {}

    /**
     * {@return the word, which is one in a line, too}
     *
     * @throws Refusal when it has blanks, quotes or control characters, which could say more
     */
    static String single(String word) throws Refusal {
        boolean single =
                !word.isEmpty()
                        && word.chars()
                                .noneMatch(c ->
                                        c == '"'
                                                || Character.isWhitespace(c)
                                                || Character.isSpaceChar(c)
                                                || Character.isISOControl(c));
        if (!single) {
            throw Refusal.wrong(Shown.quoted(word) + ": one word is needed, without quotes");
        }
        return word;
    }

    /** {@return what was read} */
    static <T> T good(String text, Parsed<T> parsed) throws Refusal {
        return switch (parsed) {
            case Parsed.Good<T>(var value) -> value;
            case Parsed.Bad<T>(var why) -> throw Refusal.wrong(Shown.quoted(text) + ": " + why);
        };
    }
}
