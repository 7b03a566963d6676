package dmail.common.mbox;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Compares a drop file with an entry as the entry is encoded. NULs, and what is beyond the end of
 * the file, match anything: octets that a crash kept from the disk.
 */
final class HoleComparison implements OctetSink {
    private final FileChannel channel;
    private final byte[] buffer = new byte[1 << 13];
    private long position;
    private boolean differs;

    HoleComparison(FileChannel channel, long start) {
        this.channel = channel;
        this.position = start;
    }

    /** {@return whether everything in the file matches} */
    boolean fits() {
        return !differs;
    }

    /** {@return the offset where the entry ends} */
    long end() {
        return position;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end && !differs) {
            int piece = Math.min(end - at, buffer.length);
            compare(octets, at, read(piece));
            at += piece;
            position += piece;
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

    private void compare(byte[] octets, int from, int there) {
        for (int i = 0; i < there && !differs; i++) {
            differs = buffer[i] != 0 && buffer[i] != octets[from + i];
        }
    }
}
