package dmail.common.config.listen;

import dmail.common.config.type.Words;
import java.util.Locale;

/**
 * The three parts of a line about an object: its name, an option in lower case, and the rest.
 *
 * @param option empty when the line ends behind the name
 */
public record ObjectLine(String name, String option, String value) {
    /** {@return the parts of the text behind the setting's name} */
    public static ObjectLine of(String text) {
        int nameEnd = Words.endOfWord(text, 0);
        String rest = Words.trim(text.substring(nameEnd));
        int optionEnd = Words.endOfWord(rest, 0);
        return new ObjectLine(
                text.substring(0, nameEnd),
                rest.substring(0, optionEnd).toLowerCase(Locale.ROOT),
                Words.trim(rest.substring(optionEnd)));
    }
}
