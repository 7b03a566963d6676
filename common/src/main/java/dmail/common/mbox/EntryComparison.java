package dmail.common.mbox;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads along in a drop file while an entry is encoded, and notes the first octet that differs. */
final class EntryComparison implements OctetSink {
    private final FileChannel channel;
    private final byte[] buffer = new byte[1 << 13];
    private final long start;
    private long position;
    private long expected;
    private boolean differs;

    /** How the first difference looks in the file: its octet, or nothing at all. */
    private boolean atEnd;

    private boolean atNul;

    EntryComparison(FileChannel channel, long start) {
        this.channel = channel;
        this.start = start;
        this.position = start;
    }

    /** {@return whether all octets were there} */
    boolean isSame() {
        return !differs;
    }

    /** {@return whether all octets but the last one were there, a blank line's end} */
    boolean lacksOnlyBlankLine() {
        return differs && atEnd && expected == matched() + 1;
    }

    /** {@return how many octets were the same} */
    long matched() {
        return position - start;
    }

    /**
     * {@return whether the file has the first octets, and then ends or has NULs: a write that a
     * crash cut short}
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
