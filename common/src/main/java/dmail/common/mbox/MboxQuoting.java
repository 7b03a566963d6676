package dmail.common.mbox;

/**
 * The mboxrd rule: a line of a message that begins with any number of {@code >} and then {@code
 * From } gets one more {@code >} in the drop file, and loses it when the message is read.
 */
public final class MboxQuoting {
    static final int FROM_LENGTH = 5;
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private MboxQuoting() {}

    /** {@return whether a line of a message must be quoted: {@code >*From }} */
    public static boolean needsQuote(byte[] line, int start, int end) {
        return startsWithFrom(line, skipQuotes(line, start, end), end);
    }

    /**
     * {@return whether a line in a drop file is quoted, {@code >+From }, so that its first octet
     * doesn't belong to the message}
     */
    public static boolean isQuoted(byte[] line, int start, int end) {
        return start < end && line[start] == '>' && needsQuote(line, start + 1, end);
    }

    static boolean startsWithFrom(byte[] line, int start, int end) {
        if (end - start < FROM_LENGTH) {
            return false;
        }
        for (int i = 0; i < FROM_LENGTH; i++) {
            if (line[start + i] != FROM[i]) {
                return false;
            }
        }
        return true;
    }

    private static int skipQuotes(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] == '>') {
            at++;
        }
        return at;
    }
}
