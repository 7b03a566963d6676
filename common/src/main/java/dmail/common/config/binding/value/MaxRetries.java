package dmail.common.config.binding.value;

import dmail.common.config.type.Numbers;
import dmail.common.config.type.Parsed;
import java.util.Locale;

/**
 * How often delivery is tried in all.
 *
 * @param attempts from 1 to 10,000, the first one counted; 0 is no limit, so that only the
 *     message's age ends it
 */
public record MaxRetries(int attempts) {
    public static final MaxRetries NO_LIMIT = new MaxRetries(0);

    private static final int HIGHEST = 10_000;

    /** {@return the number; {@code auto} and {@code none} both leave it to the message's age} */
    static Parsed<MaxRetries> parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "auto", "none" -> Parsed.good(NO_LIMIT);
            default ->
                    Parsed.of(
                            Numbers.read(word, 1, HIGHEST)
                                    .map(number -> new MaxRetries(number.intValue())),
                            "neither a number from 1 to " + HIGHEST + " nor auto or none");
        };
    }

    /** {@return the value as in dmail.conf} */
    @Override
    public String toString() {
        return attempts == 0 ? "auto" : Integer.toString(attempts);
    }
}
