package dmail.pop.maildrop;

import java.nio.file.Path;

/**
 * What a look at one drop file or store has shown.
 *
 * @param file which one
 * @param verdict how it is
 * @param text the same for people
 */
public record Finding(Path file, Verdict verdict, String text) {
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

    static Finding notChecked(Path file, String why) {
        return new Finding(file, Verdict.NOT_CHECKED, "not checked: " + why);
    }

    static Finding inOrder(Path file, int messages) {
        return new Finding(file, Verdict.IN_ORDER, count(messages) + ", in order");
    }

    static Finding mended(Path file, int messages, String what) {
        return new Finding(file, Verdict.MENDED, count(messages) + ", " + what);
    }

    private static String count(int messages) {
        return messages == 1 ? "1 message" : messages + " messages";
    }
}
