package dmail.common.config.type;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text after a setting's name into words. White space separates them; a word that begins
 * with a double quote is the last one and ends at the last quote of the line, so quotes in it need
 * no escape.
 */
public final class Words {
    static final String MISSING = "a value is missing";
    private static final String UNCLOSED = "the closing quote is missing";

    private Words() {}

    public static Parsed<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        int at = skipBlanks(text, 0);
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                return quoted(text, at).map(last -> plus(words, last));
            }
            int end = endOfWord(text, at);
            words.add(text.substring(at, end));
            at = skipBlanks(text, end);
        }
        return Parsed.good(List.copyOf(words));
    }

    /**
     * The whole text as one value, without quotes around it; for command lines and names of several
     * words.
     */
    static Parsed<String> whole(String text) {
        if (!text.startsWith("\"")) {
            return text.isEmpty() ? Parsed.bad(MISSING) : Parsed.good(text);
        }
        if (text.lastIndexOf('"') == 0) {
            return Parsed.bad(UNCLOSED);
        }
        return Parsed.good(text.endsWith("\"") ? text.substring(1, text.length() - 1) : text);
    }

    /** {@return the word in a form that {@link #split} reads back if it is the last one} */
    static String quoteIfNeeded(String word) {
        boolean plain =
                !word.isEmpty() && !word.startsWith("\"") && word.chars().noneMatch(Words::isBlank);
        return plain ? word : '"' + word + '"';
    }

    /** {@return the text in a form that {@link #whole} reads back} */
    static String quoteWholeIfNeeded(String text) {
        boolean plain =
                !text.isEmpty()
                        && !text.startsWith("\"")
                        && !isBlank(text.charAt(0))
                        && !isBlank(text.charAt(text.length() - 1));
        return plain ? text : '"' + text + '"';
    }

    private static Parsed<String> quoted(String text, int opening) {
        int closing = text.lastIndexOf('"');
        if (closing == opening) {
            return Parsed.bad(UNCLOSED);
        }
        String behind = trim(text.substring(closing + 1));
        if (!behind.isEmpty()) {
            return Parsed.bad("text behind the closing quote; a comment needs a line of its own");
        }
        return Parsed.good(text.substring(opening + 1, closing));
    }

    private static List<String> plus(List<String> words, String last) {
        words.add(last);
        return List.copyOf(words);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** {@return the text without blanks around it; other white space is part of it} */
    public static String trim(String text) {
        int start = skipBlanks(text, 0);
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    public static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    public static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
