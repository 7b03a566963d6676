package dmail.pop.maildrop;

import java.nio.file.Path;

/**
 * The result of checking a drop file or store.
 *
 * @param file which one
 * @param condition what the check found
 * @param text the same for people
 */
public record CheckResult(Path file, Condition condition, String text) {
    /** How a file of mail is. */
    public enum Condition {
        IN_ORDER,

        /** Something was wrong and has been repaired. */
        MENDED,

        /** Octets of mail were changed by the disk; what is readable is served. */
        DAMAGED,

        /** In use, or unreadable. */
        NOT_CHECKED
    }

    /** {@return what can't be said now} */
    public static CheckResult notChecked(Path file, String why) {
        return new CheckResult(file, Condition.NOT_CHECKED, "not checked: " + why);
    }

    /** {@return that all its messages are as they should be} */
    public static CheckResult inOrder(Path file, int messages) {
        return new CheckResult(file, Condition.IN_ORDER, count(messages) + ", in order");
    }

    /** {@return what was wrong with it} */
    public static CheckResult mended(Path file, int messages, String what) {
        return new CheckResult(file, Condition.MENDED, count(messages) + ", " + what);
    }

    private static String count(int messages) {
        return messages == 1 ? "1 message" : messages + " messages";
    }
}
