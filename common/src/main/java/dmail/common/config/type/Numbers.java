package dmail.common.config.type;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Whole numbers, alone or followed by the letter of a unit. */
public final class Numbers {
    private static final int MOST_DIGITS = 15;

    private Numbers() {}

    /** {@return the number, if the word is one of that range; digits only} */
    public static Optional<Long> read(String word, long least, long most) {
        if (word.isEmpty() || word.length() > MOST_DIGITS || digits(word) < word.length()) {
            return Optional.empty();
        }
        return Optional.of(Long.valueOf(word)).filter(number -> number >= least && number <= most);
    }

    /** A number in its own unit, or with a letter that names another one: 90, 90s, 2h. */
    public static Optional<Long> readWithUnit(String word, long ownUnit, Map<String, Long> units) {
        int end = digits(word);
        Optional<Long> unit =
                end == word.length()
                        ? Optional.of(ownUnit)
                        : Optional.ofNullable(units.get(word.substring(end)));
        return unit.flatMap(factor ->
                read(word.substring(0, end), 0, Long.MAX_VALUE / factor)
                        .map(number -> number * factor));
    }

    private static int digits(String word) {
        OptionalInt other =
                IntStream.range(0, word.length())
                        .filter(i -> word.charAt(i) < '0' || word.charAt(i) > '9')
                        .findFirst();
        return other.orElse(word.length());
    }
}
