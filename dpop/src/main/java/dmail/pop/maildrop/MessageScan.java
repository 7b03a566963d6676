package dmail.pop.maildrop;

import dmail.common.mbox.FieldName;
import dmail.common.mbox.MboxQuoting;
import dmail.pop.maildrop.MessageEntry.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/**
 * Measures one message after the other while its lines pass by: octets on the wire, digest, check
 * sum, header.
 *
 * <p>The digest is over the message with LF line ends, From lines unquoted, and without the headers
 * in which mail programs note what a user did with it. So it stays the same when such a program
 * rewrites the file, or when the message moves to another kind of store.
 */
final class MessageScan {
    /** Headers that mail programs add, change or drop in a mailbox. */
    private static final byte[][] NOTES = {
        FieldName.octets("x-status"),
        FieldName.octets("x-keywords"),
        FieldName.octets("x-uid"),
        FieldName.octets("content-length"),
        FieldName.octets("lines")
    };

    private static final byte[] STATUS = FieldName.octets("status");

    private final MessageDigest digest = sha256();
    private final CRC32C check = new CRC32C();

    private long from;
    private int fromLength;
    private int headerLength;
    private long length;
    private long octets;
    private int checked;
    private boolean inHeader;
    private boolean inNote;
    private boolean endsWithoutFeed;
    private Status status = Status.NONE;

    /** Octets of the buffer that belong to the digest and were not yet given to it. */
    private int runStart;

    private int runEnd;

    /** Starts with the From line, which is not part of the message. */
    void begin(long offset, byte[] buffer, int start, int end) {
        digest.reset();
        check.reset();
        from = offset;
        fromLength = end - start;
        headerLength = 0;
        length = 0;
        octets = 0;
        checked = 0;
        inHeader = true;
        inNote = false;
        endsWithoutFeed = false;
        status = Status.NONE;
        runStart = 0;
        runEnd = 0;
        check(buffer, start, end);
    }

    /** Takes a line, or the first piece of a long one. */
    void startOfLine(byte[] buffer, int start, int end) {
        if (inHeader) {
            header(buffer, start, end);
        }
        int text = start;
        if (buffer[start] == '>' && MboxQuoting.isQuoted(buffer, start, end)) {
            text++;
        }
        length += end - start;
        check(buffer, start, end);
        content(buffer, text, end);
    }

    /** Takes a further piece of a long line. */
    void restOfLine(byte[] buffer, int start, int end) {
        if (inHeader) {
            headerLength += end - start;
        }
        length += end - start;
        check(buffer, start, end);
        content(buffer, start, end);
    }

    private void header(byte[] buffer, int start, int end) {
        if (MboxText.isEmptyLine(buffer, start, end)) {
            inHeader = false;
            inNote = false;
            return;
        }
        headerLength += end - start;
        boolean continued = buffer[start] == ' ' || buffer[start] == '\t';
        if (!continued) {
            inNote = isNote(buffer, start, end);
        }
    }

    private boolean isNote(byte[] buffer, int start, int end) {
        int value = FieldName.valueOf(buffer, start, end, STATUS);
        if (value >= 0) {
            status = status(buffer, value, end);
            return true;
        }
        for (byte[] name : NOTES) {
            if (FieldName.valueOf(buffer, start, end, name) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Status status(byte[] buffer, int start, int end) {
        String value = new String(buffer, start, end - start, StandardCharsets.ISO_8859_1).strip();
        return switch (value) {
            case "O" -> Status.OLD;
            case "RO" -> Status.READ;
            default -> Status.OTHER;
        };
    }

    /** Counts and digests octets as they go over the wire, but for CRLF, which is LF here. */
    private void content(byte[] buffer, int start, int end) {
        octets += end - start;
        if (end == start || buffer[end - 1] != '\n') {
            digested(buffer, start, end);
        } else if (end - start > 1 && buffer[end - 2] == '\r') {
            digested(buffer, start, end - 2);
            digested(buffer, end - 1, end);
        } else {
            octets++;
            digested(buffer, start, end);
        }
    }

    /** The file ends within a line: on the wire it gets the line end that it lacks. */
    void endMissing() {
        octets += 2;
        endsWithoutFeed = !inNote;
    }

    private void check(byte[] buffer, int start, int end) {
        int more = Math.min(end - start, MessageEntry.CHECKED - checked);
        if (more > 0) {
            check.update(buffer, start, more);
            checked += more;
        }
    }

    /** Long runs make a digest fast, so neighbouring lines are joined. */
    private void digested(byte[] buffer, int start, int end) {
        if (inNote) {
            return;
        }
        if (start != runEnd) {
            flush(buffer);
            runStart = start;
        }
        runEnd = end;
    }

    /** Must be called before the buffer's content moves. */
    void flush(byte[] buffer) {
        if (runEnd > runStart) {
            digest.update(buffer, runStart, runEnd - runStart);
        }
        runStart = 0;
        runEnd = 0;
    }

    /** Ends the message; all its octets must have been flushed. */
    MessageEntry end() {
        if (endsWithoutFeed) {
            digest.update((byte) '\n');
        }
        byte[] sum = digest.digest();
        Uidl uidl = new Uidl(number(sum, 0), number(sum, Long.BYTES), 0);
        int crc = (int) check.getValue();
        return new MessageEntry(from, fromLength, headerLength, length, octets, uidl, crc, status);
    }

    private static long number(byte[] octets, int at) {
        long number = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            number = number << 8 | (octets[i] & 0xff);
        }
        return number;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
