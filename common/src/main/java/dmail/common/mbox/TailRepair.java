package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Makes sure that the next message in a drop file begins on a line of its own after a blank line,
 * whatever the last writer left. On many file systems a loss of power leaves NULs at the end, or
 * half a message.
 */
final class TailRepair {
    private static final int BLOCK = 1 << 13;

    private TailRepair() {}

    /**
     * Cuts off NULs at the end. No complete message ends with one: all end with a line.
     *
     * @return how many there were
     */
    static long cutNuls(FileChannel channel) throws IOException {
        long size = channel.size();
        long end = size;
        byte[] block = new byte[BLOCK];
        while (end > 0) {
            int length = (int) Math.min(BLOCK, end);
            read(channel, ByteBuffer.wrap(block, 0, length), end - length);
            int kept = withoutNuls(block, length);
            end -= length - kept;
            if (kept > 0) {
                break;
            }
        }
        if (end < size) {
            channel.truncate(end);
        }
        return size - end;
    }

    private static int withoutNuls(byte[] block, int length) {
        int kept = length;
        while (kept > 0 && block[kept - 1] == 0) {
            kept--;
        }
        return kept;
    }

    /** {@return what must be appended so that the file ends with a blank line} */
    static String closing(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size == 0) {
            return "";
        }
        int length = (int) Math.min(2, size);
        byte[] last = new byte[length];
        read(channel, ByteBuffer.wrap(last), size - length);
        if (last[length - 1] != '\n') {
            return "\n\n";
        }
        return length == 1 || last[0] == '\n' ? "" : "\n";
    }

    /**
     * {@return the offset of an unfinished last line after a blank line, or the file's length when
     * there is none}
     */
    static long startOfTornLine(FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(BLOCK, size);
        byte[] last = new byte[length];
        read(channel, ByteBuffer.wrap(last), size - length);
        int at = length;
        while (at > 0 && last[at - 1] != '\n') {
            at--;
        }
        boolean afterBlank = at > 1 && last[at - 2] == '\n';
        boolean first = at == 0 && length == size;
        return afterBlank || first ? size - length + at : size;
    }

    private static void read(FileChannel channel, ByteBuffer into, long position)
            throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int n = channel.read(into, at);
            if (n < 0) {
                throw new IOException("the drop file became shorter under its lock");
            }
            at += n;
        }
    }
}
