package dmail.setup.check;

import java.util.List;

/**
 * What came of a check.
 *
 * @param level whether anything is wrong
 * @param text a sentence without a full stop
 * @param remedy lines that mend it, such as a DNS record or a command
 */
public record Finding(Level level, String text, List<String> remedy) {
    /** Whether anything is wrong. */
    public enum Level {
        OK,
        WARNING
    }

    public Finding {
        remedy = List.copyOf(remedy);
    }

    /** {@return that all is well} */
    public static Finding ok(String text) {
        return new Finding(Level.OK, text, List.of());
    }

    /** {@return that something is wrong} */
    public static Finding warning(String text, String... remedy) {
        return new Finding(Level.WARNING, text, List.of(remedy));
    }
}
