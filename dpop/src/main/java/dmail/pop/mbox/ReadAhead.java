package dmail.pop.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads parts of a file in order: neighbouring small parts with one read, a large part alone. */
final class ReadAhead {
    /** The longest part. */
    static final int BLOCK = 64 * 1024;

    /** A message of up to so many octets is read with those behind it. */
    static final int NEAR = 4 * 1024;

    private final FileChannel channel;
    private final byte[] block = new byte[BLOCK];

    /** Offset of the block's first octet in the file. */
    private long base;

    private int length;

    ReadAhead(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Brings a part into memory, as far as the file has it.
     *
     * @param wanted octets of the part
     * @param stretch octets up to where the next part is expected
     * @return where it begins in {@link #octets}
     */
    int seek(long offset, int wanted, long stretch) throws IOException {
        if (offset < base || offset + wanted > base + length) {
            load(offset, stretch <= NEAR ? BLOCK : wanted);
        }
        return (int) (offset - base);
    }

    /** {@return what holds the part that was sought last} */
    byte[] octets() {
        return block;
    }

    /** {@return how many octets there are from a place in {@link #octets} on} */
    int available(int at) {
        return length - at;
    }

    private void load(long offset, int octets) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(block, 0, octets);
        while (into.hasRemaining() && channel.read(into, offset + into.position()) > 0) {
            // A read may be short.
        }
        base = offset;
        length = into.position();
    }
}
