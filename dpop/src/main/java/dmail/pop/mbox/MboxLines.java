package dmail.pop.mbox;

import dmail.common.io.LineEnds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads part of a drop file line by line, without an object for each line. A line may have any
 * length and any octets; one longer than the buffer comes in pieces.
 *
 * <p>Not {@link dmail.common.io.BoundedLines}: these are octets of mail and not text, gigabytes of
 * them, and the offset of each line matters.
 */
public final class MboxLines {
    private static final int CAPACITY = 64 * 1024;

    /** Takes the lines. The octets are valid during the call only, unless said otherwise. */
    interface Sink {
        /**
         * A line with its line feed, or the first piece of a longer one, or the last line of the
         * file without a line feed.
         *
         * @param offset where it starts in the file
         */
        void line(byte[] buffer, int start, int end, long offset) throws IOException;

        /** A further piece of the line before. */
        void rest(byte[] buffer, int start, int end) throws IOException;

        /**
         * The buffer is about to be overwritten.
         *
         * @return whether more lines are wanted
         */
        boolean goOn(byte[] buffer) throws IOException;

        /** The part ended without a line feed. */
        void endMissing() throws IOException;
    }

    private final FileChannel channel;
    private final long end;
    private final Sink sink;
    private final byte[] buffer;

    /** Offset in the file of the buffer's first octet. */
    private long base;

    private int position;
    private int limit;
    private boolean lineGoesOn;

    private MboxLines(FileChannel channel, long start, long end, Sink sink) {
        this.channel = channel;
        this.base = start;
        this.end = end;
        this.sink = sink;
        // One octet more than needed, so that a short part never fills the buffer.
        this.buffer = new byte[(int) Math.min(CAPACITY, end - start + 1)];
    }

    /** Gives the sink all lines from one offset to another, as far as it wants them. */
    public static void read(FileChannel channel, long start, long end, Sink sink)
            throws IOException {
        new MboxLines(channel, start, end, sink).run();
    }

    /**
     * Gives the sink the lines of a part that is in memory, as far as it wants them; their offsets
     * are those in memory.
     */
    public static void read(byte[] octets, int from, int end, Sink sink) throws IOException {
        int start = from;
        int feed = LineEnds.feed(octets, start, end);
        boolean more = true;
        while (more && feed < end) {
            sink.line(octets, start, feed + 1, start);
            start = feed + 1;
            feed = LineEnds.feed(octets, start, end);
            more = sink.goOn(octets);
        }
        if (more && start < end) {
            sink.line(octets, start, end, start);
            sink.endMissing();
        }
    }

    private void run() throws IOException {
        while (fill()) {
            takeLines();
            if (!makeRoom()) {
                return;
            }
            if (limit == buffer.length) {
                // A long line; its last octet may be the CR of a line end and waits for the next.
                take(limit - 1);
                lineGoesOn = true;
                makeRoom();
            }
        }
        takeUnended();
    }

    private void takeLines() throws IOException {
        int feed = LineEnds.feed(buffer, position, limit);
        while (feed < limit) {
            take(feed + 1);
            lineGoesOn = false;
            feed = LineEnds.feed(buffer, position, limit);
        }
    }

    private void take(int lineEnd) throws IOException {
        if (lineGoesOn) {
            sink.rest(buffer, position, lineEnd);
        } else {
            sink.line(buffer, position, lineEnd, base + position);
        }
        position = lineEnd;
    }

    private void takeUnended() throws IOException {
        if (position < limit) {
            take(limit);
            sink.endMissing();
            sink.goOn(buffer);
        }
    }

    private boolean makeRoom() throws IOException {
        boolean more = sink.goOn(buffer);
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
        return more;
    }

    private boolean fill() throws IOException {
        int wanted = (int) Math.min(buffer.length - limit, end - base - limit);
        if (wanted <= 0) {
            return false;
        }
        int read = channel.read(ByteBuffer.wrap(buffer, limit, wanted), base + limit);
        limit += Math.max(0, read);
        return read > 0;
    }
}
