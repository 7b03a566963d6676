package dmail.pop.mbox;

import dmail.common.mbox.FieldName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The headers in which mail programs record what a user did with a message. They are added, changed
 * and removed in a mailbox, so they don't count as part of the message. dmail-store(5) lists them.
 */
public final class HeaderNotes {
    /** What a line of a header is. */
    enum Kind {
        /** A part of the message. */
        CONTENT,

        /** A note that unique ids never counted. */
        NOTE,

        /** A note that unique ids counted once. */
        NEWER_NOTE
    }

    private static final List<byte[]> NOTES =
            octets("status", "x-status", "x-keywords", "x-uid", "content-length", "lines");
    private static final List<byte[]> NEWER_NOTES =
            octets(
                    "x-imapbase",
                    "x-imap",
                    "x-uidl",
                    "x-mozilla-status",
                    "x-mozilla-status2",
                    "x-mozilla-keys",
                    "x-evolution");

    private HeaderNotes() {}

    private static List<byte[]> octets(String... names) {
        return Stream.of(names).map(FieldName::octets).toList();
    }

    /** {@return the names of all these headers, in small letters} */
    public static List<String> names() {
        return Stream.concat(NOTES.stream(), NEWER_NOTES.stream())
                .map(name -> new String(name, StandardCharsets.US_ASCII))
                .toList();
    }

    /** {@return what the first line of a header field is} */
    static Kind of(byte[] buffer, int start, int end) {
        return switch (buffer[start]) {
            case 'X', 'x' -> of(buffer, start, end, NOTES, NEWER_NOTES);
            case 'S', 's', 'C', 'c', 'L', 'l' -> of(buffer, start, end, NOTES, List.of());
            default -> Kind.CONTENT;
        };
    }

    private static Kind of(
            byte[] buffer, int start, int end, List<byte[]> notes, List<byte[]> newer) {
        if (isAmong(notes, buffer, start, end)) {
            return Kind.NOTE;
        }
        return isAmong(newer, buffer, start, end) ? Kind.NEWER_NOTE : Kind.CONTENT;
    }

    private static boolean isAmong(List<byte[]> names, byte[] buffer, int start, int end) {
        for (byte[] name : names) {
            if (FieldName.valueOf(buffer, start, end, name) >= 0) {
                return true;
            }
        }
        return false;
    }
}
