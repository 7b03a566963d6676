package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Offsets of a drop file where a message should begin and NULs are: before the power went, the disk
 * had stored a later part of a write, but not the first.
 */
final class Holes {
    /** More than one crash leaves. */
    private static final int MOST = 100;

    private final FileChannel channel;

    Holes(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * {@return the offsets of lines that begin with a NUL, after a blank line; only the first ones}
     *
     * @param from the offset of a message, or of the file's start
     */
    List<Long> startsBehind(long from) throws IOException {
        List<Long> starts = new ArrayList<>();
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long base = from;
        // The file's start counts as preceded by a blank line.
        int newlines = 2;
        while (starts.size() < MOST && channel.read(block.clear(), base) > 0) {
            block.flip();
            for (int at = 0; at < block.limit() && starts.size() < MOST; at++) {
                byte octet = block.get(at);
                if (octet == 0 && newlines == 2) {
                    starts.add(base + at);
                }
                newlines = octet == '\n' ? Math.min(2, newlines + 1) : 0;
            }
            base += block.limit();
        }
        return starts;
    }

    /**
     * {@return the end of those entries, in any order, that fit what is left at an offset} It is
     * the offset itself when something else is there.
     */
    long endOf(long start, List<MboxEntry> entries) throws IOException {
        List<MboxEntry> left = new ArrayList<>(entries);
        long end = start;
        int next = 0;
        while (next < left.size() && end < channel.size()) {
            HoleComparison comparison = new HoleComparison(channel, end);
            left.get(next).encode(comparison);
            if (comparison.fits()) {
                end = Math.min(comparison.end(), channel.size());
                left.remove(next);
                next = 0;
            } else {
                next++;
            }
        }
        return end;
    }
}
