package dmail.smtp.session;

import dmail.common.mbox.FieldName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * Tells whether a message begins with a header field or with text, as mail of simple devices does.
 * Our header comes first, and such text must not look like part of it. Octets are held until that
 * is known.
 */
final class FirstLine {
    /** No field name is longer, with the blanks after it. */
    private static final int LONGEST_NAME = 100;

    /** This many octets are always enough. */
    static final int ENOUGH = LONGEST_NAME + 1;

    private enum Kind {
        UNKNOWN,
        HEADER,
        TEXT
    }

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Kind kind = Kind.UNKNOWN;

    /** Holds octets until it is known. */
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

    /** A From line as in mbox files, sent by mistake, precedes a header. */
    private static boolean isOfMailboxFile(String start) {
        return start.startsWith("From ") || start.startsWith(">From ");
    }

    /** The message is over. */
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

    /** {@return the octets held} */
    byte[] held() {
        return held.toByteArray();
    }
}
