package dmail.pop.maildrop;

import java.nio.file.Path;

/**
 * What a look at one drop file or store has shown.
 *
 * @param file which one
 * @param verdict how it is
 * @param text the same for people
 */
public record CheckResult(Path file, Verdict verdict, String text) {
    /** How a file of mail is. */
    public enum Verdict {
        /** All is as it should be. */
        IN_ORDER,

        /** Something was wrong and has been put right. */
        MENDED,

        /** Octets of mail have been changed by the disk; what can be served is served. */
        DAMAGED,

        /** Somebody is using it, or it can't be read. */
        NOT_CHECKED
    }

    static CheckResult notChecked(Path file, String why) {
        return new CheckResult(file, Verdict.NOT_CHECKED, "not checked: " + why);
    }

    static CheckResult inOrder(Path file, int messages) {
        return new CheckResult(file, Verdict.IN_ORDER, count(messages) + ", in order");
    }

    static CheckResult mended(Path file, int messages, String what) {
        return new CheckResult(file, Verdict.MENDED, count(messages) + ", " + what);
    }

    private static String count(int messages) {
        return messages == 1 ? "1 message" : messages + " messages";
    }
}
