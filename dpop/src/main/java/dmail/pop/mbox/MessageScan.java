package dmail.pop.mbox;

import dmail.common.mbox.FieldName;
import dmail.common.mbox.MboxQuoting;
import dmail.pop.index.MessageEntry;
import dmail.pop.index.MessageEntry.Status;
import dmail.pop.index.Uidl;
import dmail.pop.mbox.HeaderNotes.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Measures messages as their lines are read: octets for POP3, digest, check sum, header.
 *
 * <p>The digest is over the message with LF line ends, From lines unquoted, and without the headers
 * in which mail programs record what a user did. So it stays the same when such a program rewrites
 * the file, or when the message moves to another kind of store.
 */
final class MessageScan {
    private static final byte[] STATUS = FieldName.octets("status");

    private final MessageDigest digest = sha256();

    /** By the rules that counted more headers; while nothing tells them apart there is none. */
    private @Nullable MessageDigest former;

    private final InternalData internal = new InternalData();
    private final CRC32C check = new CRC32C();

    private long from;
    private int fromLength;
    private int headerLength;
    private long length;
    private long octets;
    private int checked;
    private boolean inHeader;
    private Kind kind = Kind.CONTENT;

    /** Which digests get a line end that the file lacks, by what the last line is. */
    private Kind unended = Kind.NOTE;

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
        kind = Kind.CONTENT;
        unended = Kind.NOTE;
        former = null;
        internal.begin();
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
            kind = Kind.CONTENT;
            return;
        }
        headerLength += end - start;
        boolean continued = buffer[start] == ' ' || buffer[start] == '\t';
        if (!continued) {
            kind = HeaderNotes.of(buffer, start, end);
            int value = FieldName.valueOf(buffer, start, end, STATUS);
            if (value >= 0) {
                status = status(buffer, value, end);
            }
            internal.line(buffer, start, end);
        }
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
        unended = kind;
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
        switch (kind) {
            case NOTE -> {
                // No part of the message.
            }
            case NEWER_NOTE -> digestedFormerly(buffer, start, end);
            case CONTENT -> join(buffer, start, end);
        }
    }

    private void digestedFormerly(byte[] buffer, int start, int end) {
        flush(buffer);
        MessageDigest both = former;
        if (both == null) {
            both = copy(digest);
            former = both;
        }
        both.update(buffer, start, end - start);
    }

    private void join(byte[] buffer, int start, int end) {
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
            if (former != null) {
                former.update(buffer, runStart, runEnd - runStart);
            }
        }
        runStart = 0;
        runEnd = 0;
    }

    /** Ends the message; all its octets must have been flushed. */
    ScannedMessage end() {
        if (unended == Kind.CONTENT) {
            digest.update((byte) '\n');
        }
        if (former != null && unended != Kind.NOTE) {
            former.update((byte) '\n');
        }
        Uidl uidl = uidl(digest);
        int crc = (int) check.getValue();
        MessageEntry entry =
                new MessageEntry(from, fromLength, headerLength, length, octets, uidl, crc, status);
        return new ScannedMessage(entry, former == null ? uidl : uidl(former), internal.isThis());
    }

    private static Uidl uidl(MessageDigest digest) {
        byte[] sum = digest.digest();
        return new Uidl(number(sum, 0), number(sum, Long.BYTES), 0);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every SHA-256 of Java can be copied", e);
        }
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
