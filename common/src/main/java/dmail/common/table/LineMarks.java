package dmail.common.table;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How many lines end before each block of a file, to find the number of any line quickly. */
final class LineMarks {
    static final int BLOCK = 1 << 12;

    private final int[] before;
    private int ends;
    private boolean carriageReturn;

    private LineMarks(int blocks) {
        this.before = new int[blocks];
    }

    /** {@return octets of memory that the marks of a file of this size take} */
    static long octets(long fileSize) {
        return blocks(fileSize) * Integer.BYTES;
    }

    private static long blocks(long fileSize) {
        return fileSize / BLOCK + 1;
    }

    /** Reads the file up to this size. */
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
        int from = 0;
        while (from < length) {
            long offset = at + from;
            if (carriageReturn && octets[from] != '\n') {
                ends++;
                carriageReturn = false;
            }
            if (offset % BLOCK == 0) {
                before[(int) (offset / BLOCK)] = ends;
            }
            int to = (int) Math.min(length, from + BLOCK - offset % BLOCK);
            count(octets, from, to);
            from = to;
        }
    }

    private void count(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet > '\r') {
                continue;
            }
            if (octet == '\n') {
                ends++;
            } else if (octet == '\r') {
                boolean last = i + 1 == to;
                ends += !last && octets[i + 1] != '\n' ? 1 : 0;
                carriageReturn = last;
                continue;
            }
            carriageReturn = false;
        }
    }

    /** {@return the number of lines, at most} */
    int lines() {
        return ends + (carriageReturn ? 1 : 0) + 1;
    }

    /** {@return the offset of the block that an offset is in} */
    static long blockOf(long offset) {
        return offset / BLOCK * BLOCK;
    }

    /** {@return how many lines end before the block at this offset} */
    int before(long offset) {
        return before[(int) (offset / BLOCK)];
    }
}
