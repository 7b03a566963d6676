package dmail.common.config.binding.value;

import dmail.common.config.type.Numbers;
import dmail.common.config.type.Parsed;
import java.util.Optional;

/**
 * How often something may happen: in no window of that length more often.
 *
 * @param most from 1 to 1,000,000
 * @param seconds the window, from 1 to 86,400
 */
public record Rate(int most, int seconds) {
    private static final int HIGHEST = 1_000_000;
    private static final int DAY = 86_400;

    /** {@return the rate, written {@code 60/3}; a number alone is for each second} */
    static Parsed<Rate> parse(String word) {
        int slash = word.indexOf('/');
        String number = slash < 0 ? word : word.substring(0, slash);
        String seconds = slash < 0 ? "1" : word.substring(slash + 1);
        Optional<Rate> rate =
                Numbers.read(number, 1, HIGHEST)
                        .flatMap(most ->
                                Numbers.read(seconds, 1, DAY)
                                        .map(window ->
                                                new Rate(most.intValue(), window.intValue())));
        return Parsed.of(
                rate,
                "not a rate such as 60/3 (60 in any 3 seconds) or 20 (in any second); up to "
                        + HIGHEST
                        + "/"
                        + DAY);
    }

    /** {@return the rate as in dmail.conf} */
    @Override
    public String toString() {
        return most + "/" + seconds;
    }
}
