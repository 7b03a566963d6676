package dmail.smtp.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When to report on a recipient (RFC 3461 section 4.1).
 *
 * @param given whether the client said so; only then it is passed on to other hosts
 */
public record Notify(boolean given, boolean success, boolean failure, boolean delay) {
    /** The default: failures and delays are reported, success is not. */
    public static final Notify UNSET = new Notify(false, false, true, true);

    /** No reports. */
    public static final Notify NEVER = new Notify(true, false, false, false);

    private static final String NEVER_TEXT = "NEVER";

    /** {@return the same without reports of success} */
    public Notify withoutSuccess() {
        return success ? new Notify(given, false, failure, delay) : this;
    }

    /** {@return the parsed value of {@code NOTIFY=}, or empty when it is invalid} */
    public static Optional<Notify> parse(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        if (upper.equals(NEVER_TEXT)) {
            return Optional.of(NEVER);
        }
        Optional<Notify> notify = Optional.of(NEVER);
        for (String word : upper.split(",", -1)) {
            notify = notify.flatMap(before -> before.plus(word));
        }
        return notify;
    }

    /** A repeated word is invalid, and so is NEVER beside others. */
    private Optional<Notify> plus(String word) {
        Notify with =
                switch (word) {
                    case "SUCCESS" -> new Notify(true, true, failure, delay);
                    case "FAILURE" -> new Notify(true, success, true, delay);
                    case "DELAY" -> new Notify(true, success, failure, true);
                    default -> this;
                };
        return with.equals(this) ? Optional.empty() : Optional.of(with);
    }

    /** {@return the value in SMTP syntax; of {@link #UNSET}, the words that are equivalent} */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (success) {
            words.add("SUCCESS");
        }
        if (failure) {
            words.add("FAILURE");
        }
        if (delay) {
            words.add("DELAY");
        }
        return words.isEmpty() ? NEVER_TEXT : String.join(",", words);
    }
}
