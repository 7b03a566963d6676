package dmail.common.config.binding.value;

import dmail.common.config.type.MeasureTypes;
import dmail.common.config.type.Numbers;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * When a source stops sending to a domain that keeps refusing it, and for how long.
 *
 * @param refusals in a row, from 1 to 1,000
 * @param rest from a second to 7 days
 */
public record RestAfter(int refusals, Duration rest) {
    private static final int HIGHEST = 1000;
    private static final SettingType<Duration> REST =
            MeasureTypes.seconds(Duration.ofSeconds(1), Duration.ofDays(7));

    static Parsed<RestAfter> parse(String text, Path folder) {
        return Words.split(text)
                .then(words ->
                        words.size() == 2
                                ? parse(words.getFirst(), words.getLast(), folder)
                                : Parsed.bad(
                                        "not the two parts: a number of refusals and seconds, as"
                                                + " in: rest_after 5 1800"));
    }

    private static Parsed<RestAfter> parse(String number, String seconds, Path folder) {
        return Parsed.of(
                        Numbers.read(number, 1, HIGHEST),
                        "not a number of refusals from 1 to " + HIGHEST)
                .then(refusals ->
                        REST.read(seconds, folder)
                                .map(List::getFirst)
                                .map(rest -> new RestAfter(refusals.intValue(), rest)));
    }

    /** {@return both as in dmail.conf} */
    @Override
    public String toString() {
        return refusals + " " + rest.toSeconds();
    }
}
