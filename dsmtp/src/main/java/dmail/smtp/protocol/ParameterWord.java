package dmail.smtp.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One parameter of MAIL or RCPT (RFC 5321 section 4.1.2).
 *
 * @param keyword in capital letters
 * @param value what follows the equals sign, or empty when there is none
 */
record ParameterWord(String keyword, Optional<String> value) {
    /** {@return the parameters that the words are, or empty when one is given twice} */
    static Optional<List<ParameterWord>> all(List<String> words) {
        List<ParameterWord> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String word : words) {
            ParameterWord parameter = of(word);
            if (!seen.add(parameter.keyword())) {
                return Optional.empty();
            }
            parameters.add(parameter);
        }
        return Optional.of(parameters);
    }

    private static ParameterWord of(String word) {
        int equals = word.indexOf('=');
        return equals < 0
                ? new ParameterWord(word.toUpperCase(Locale.ROOT), Optional.empty())
                : new ParameterWord(
                        word.substring(0, equals).toUpperCase(Locale.ROOT),
                        Optional.of(word.substring(equals + 1)));
    }

    /** {@return the value, or empty text; no parameter that we know may have an empty value} */
    String text() {
        return value.orElse("");
    }
}
