package dmail.common.table;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How many lines end before each block of a file, so that the number of a line in the midst of it
 * is soon found.
 */
final class LineMarks {
    static final int BLOCK = 1 << 12;

    private final int[] before;
    private int ends;
    private boolean carriageReturn;

    private LineMarks(int blocks) {
        this.before = new int[blocks];
    }

    /** {@return octets that the marks of a file of this size take} */
    static long octets(long fileSize) {
        return blocks(fileSize) * Integer.BYTES;
    }

    private static long blocks(long fileSize) {
        return fileSize / BLOCK + 1;
    }

    /** Reads a file up to this size. */
    static LineMarks read(Lines.Octets file, long size) throws IOException {
        LineMarks marks = new LineMarks((int) blocks(size));
        ByteBuffer buffer = ByteBuffer.allocate(16 * BLOCK);
        long at = 0;
        while (at < size) {
            buffer.clear();
            int read = file.read(buffer, at);
            if (read < 0) {
                break;
            }
            marks.count(buffer.array(), (int) Math.min(read, size - at), at);
            at += read;
        }
        return marks;
    }

    private void count(byte[] octets, int length, long at) {
        for (int i = 0; i < length; i++) {
            byte octet = octets[i];
            if (carriageReturn && octet != '\n') {
                ends++;
            }
            if (((at + i) & (BLOCK - 1)) == 0) {
                before[(int) ((at + i) / BLOCK)] = ends;
            }
            carriageReturn = octet == '\r';
            if (octet == '\n') {
                ends++;
            }
        }
    }

    /** {@return how many lines there are at most} */
    int lines() {
        return ends + (carriageReturn ? 1 : 0) + 1;
    }

    /** {@return where the block begins that an offset is in} */
    static long blockOf(long offset) {
        return offset / BLOCK * BLOCK;
    }

    /** {@return how many lines end before that block} */
    int before(long offset) {
        return before[(int) (offset / BLOCK)];
    }
}
