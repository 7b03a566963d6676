package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Places of a drop file where a message should begin and NULs stand: the disk took a later part of
 * a write before the power went, but not the first.
 */
final class Holes {
    /** More than one crash leaves. */
    private static final int MOST = 100;

    private final FileChannel channel;

    Holes(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * {@return the offsets of lines that begin with a NUL, behind a blank line; the first few}
     *
     * @param from where a message begins, or the file
     */
    List<Long> startsBehind(long from) throws IOException {
        List<Long> starts = new ArrayList<>();
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long base = from;
        // What stands before the file is as good as a blank line.
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
     * {@return where what may be left of the entries ends that begin at a place, in any order} It
     * is the place itself when something else stands there.
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
