package dmail.common.mbox;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Compares a drop file with an entry as the entry is encoded, up to the first octet that differs.
 */
final class EntryComparison implements OctetSink {
    private final FileChannel channel;
    private final byte[] buffer = new byte[1 << 13];
    private final long start;
    private long position;
    private long expected;
    private boolean differs;

    /** Whether the file ends at the first difference, or has a NUL there. */
    private boolean atEnd;

    private boolean atNul;

    EntryComparison(FileChannel channel, long start) {
        this.channel = channel;
        this.start = start;
        this.position = start;
    }

    /** {@return whether all octets are in the file} */
    boolean isSame() {
        return !differs;
    }

    /** {@return whether only the last octet is missing, the end of the blank line} */
    boolean lacksOnlyBlankLine() {
        return differs && atEnd && expected == matched() + 1;
    }

    /** {@return how many octets are the same} */
    long matched() {
        return position - start;
    }

    /**
     * {@return whether the file has the first octets, and then ends or has NULs: a write cut short
     * by a crash}
     */
    boolean isTorn() {
        return differs && (atEnd || atNul);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        expected += length;
        int at = offset;
        int end = offset + length;
        while (at < end && !differs) {
            int piece = Math.min(end - at, buffer.length);
            compare(octets, at, piece, read(piece));
            at += piece;
        }
    }

    private int read(int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer, 0, length);
        int n = 0;
        while (into.hasRemaining() && n >= 0) {
            n = channel.read(into, position + into.position());
        }
        return into.position();
    }

    private void compare(byte[] octets, int from, int length, int there) {
        int i = 0;
        while (i < there && octets[from + i] == buffer[i]) {
            i++;
        }
        position += i;
        if (i < length) {
            differs = true;
            atEnd = i == there;
            atNul = i < there && buffer[i] == 0;
        }
    }
}
