package dmail.common.config.listen;

import dmail.common.config.type.Numbers;
import dmail.common.config.type.Parsed;
import java.util.Locale;
import java.util.Optional;

/**
 * A port as a line gives it: a number from 0 to 65535, or its name among the services.
 *
 * @param word digits without leading zeros, or a name in capital letters
 */
public record PortSpec(String word) {
    private static final int MOST = 65535;

    /** {@return the port that the word stands for} */
    static Parsed<PortSpec> parse(String word) {
        Optional<Long> number = Numbers.read(word, 0, MOST);
        if (number.isPresent()) {
            return Parsed.good(new PortSpec(number.get().toString()));
        }
        return word.matches("[A-Za-z][A-Za-z0-9_-]{0,31}")
                ? Parsed.good(new PortSpec(word.toUpperCase(Locale.ROOT)))
                : Parsed.bad("neither a port number from 0 to 65535 nor the name of a port");
    }

    /** {@return its number; empty when it is a name} */
    Optional<Integer> number() {
        return Numbers.read(word, 0, MOST).map(Long::intValue);
    }

    @Override
    public String toString() {
        return word;
    }
}
