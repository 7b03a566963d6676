package dmail.common.authent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command of dmail.conf into words. No shell is used: quotes group words, and nothing else
 * is special.
 */
public final class CommandLine {
    private CommandLine() {}

    /** {@return the words, or empty when there are none or a quote isn't closed} */
    public static Optional<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                inWord = true;
            } else if (quote == 0 && (c == ' ' || c == '\t')) {
                addTo(words, word, inWord);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        addTo(words, word, inWord);
        return quote == 0 && !words.isEmpty() ? Optional.of(words) : Optional.empty();
    }

    private static void addTo(List<String> words, StringBuilder word, boolean inWord) {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
