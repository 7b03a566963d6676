package dmail.common.config.binding.value;

import dmail.common.config.type.Numbers;
import dmail.common.config.type.Parsed;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How many messages a young address may send in a period.
 *
 * @param messages from 1 to 1,000,000,000
 * @param period of that many messages
 */
public record WarmUp(int messages, Period period) {
    private static final int HIGHEST = 1_000_000_000;

    /** A period that is counted by itself. */
    public enum Period {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final Duration length;

        Period(Duration length) {
            this.length = length;
        }

        public Duration length() {
            return length;
        }

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the amount, written {@code 100/day} or {@code 20/hour}} */
    static Parsed<WarmUp> parse(String word) {
        int slash = Math.max(0, word.indexOf('/'));
        Optional<WarmUp> amount =
                Numbers.read(word.substring(0, slash), 1, HIGHEST)
                        .flatMap(messages ->
                                period(word.substring(slash))
                                        .map(period -> new WarmUp(messages.intValue(), period)));
        return Parsed.of(amount, "not a number of messages such as 100/day or 20/hour");
    }

    private static Optional<Period> period(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "/day" -> Optional.of(Period.DAY);
            case "/hour" -> Optional.of(Period.HOUR);
            default -> Optional.empty();
        };
    }

    /** {@return the amount as in dmail.conf} */
    @Override
    public String toString() {
        return messages + "/" + period;
    }
}
