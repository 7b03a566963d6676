package dmail.smtp.message;

import java.util.Optional;

/**
 * The queue id of a message: in its Received header, in the log and as a file name.
 *
 * @param text {@value #LENGTH} digits and capital letters; later ids sort after earlier ones
 */
public record QueueId(String text) implements Comparable<QueueId> {
    /** The length of every id. */
    public static final int LENGTH = 14;

    /** Base 32 without I, L, O and U, which are misread on the telephone. */
    static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public QueueId {
        if (!isId(text)) {
            throw new IllegalArgumentException("not a queue id: " + text);
        }
    }

    /** {@return the id, or empty when the text is not one} */
    public static Optional<QueueId> parse(String text) {
        return isId(text) ? Optional.of(new QueueId(text)) : Optional.empty();
    }

    private static boolean isId(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(QueueId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
