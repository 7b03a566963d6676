package dmail.smtp.session;

import dmail.common.mbox.FieldName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * Tells whether a message begins with a header field or at once with its text, as mail of simple
 * devices does. Our own header goes in front, and such text must not look like more of it. What has
 * come is held until that is known.
 */
final class FirstLine {
    /** No header field has so long a name, blanks behind it included. */
    private static final int LONGEST_NAME = 100;

    /** So many octets always tell. */
    static final int ENOUGH = LONGEST_NAME + 1;

    private enum Kind {
        UNKNOWN,
        HEADER,
        TEXT
    }

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Kind kind = Kind.UNKNOWN;

    /** Holds octets, and looks whether they tell. */
    void take(byte[] octets, int offset, int length) {
        held.write(octets, offset, length);
        kind = kindOf(held.toString(StandardCharsets.ISO_8859_1));
    }

    private static Kind kindOf(String start) {
        int name = end(start, 0, FieldName::isOfName);
        int end = name > 0 ? end(start, name, FieldName::isBlank) : 0;
        if (end == start.length()) {
            return Kind.UNKNOWN;
        }
        boolean field = end > 0 && start.charAt(end) == ':';
        boolean noHeader = start.startsWith("\r");
        return field || noHeader || isOfMailboxFile(start) ? Kind.HEADER : Kind.TEXT;
    }

    private static int end(String start, int from, IntPredicate fits) {
        int end = from;
        while (end < start.length() && end < LONGEST_NAME && fits.test(start.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A line of a mailbox file, sent by mistake, has a header behind it. */
    private static boolean isOfMailboxFile(String start) {
        return start.startsWith("From ") || start.startsWith(">From ");
    }

    /** Nothing more comes. */
    void end() {
        if (kind == Kind.UNKNOWN) {
            kind = held.size() == 0 ? Kind.HEADER : Kind.TEXT;
        }
    }

    boolean isKnown() {
        return kind != Kind.UNKNOWN;
    }

    /** {@return whether the message has no header} */
    boolean isText() {
        return kind == Kind.TEXT;
    }

    /** {@return what has been held} */
    byte[] held() {
        return held.toByteArray();
    }
}
