package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.stream.LongStream;

/**
 * Finds where the messages of a drop file begin, reading it once in large pieces. It needs only the
 * starts of lines, so it doesn't decode them.
 */
final class MessageStarts {
    private static final int LONGEST_FROM_LINE = 1 << 11;

    private final FileChannel channel;
    private final byte[] buffer = new byte[1 << 16];
    private final LongStream.Builder starts = LongStream.builder();

    /** The offset of the buffer's first octet in the file. */
    private long base;

    private int filled;
    private boolean atLineStart = true;

    private MessageStarts(FileChannel channel) {
        this.channel = channel;
    }

    /** {@return the offsets of the From lines, in order} */
    static long[] in(FileChannel channel) throws IOException {
        MessageStarts search = new MessageStarts(channel);
        boolean more = true;
        while (more) {
            more = search.fill();
            search.keepFrom(search.scan(more));
        }
        return search.starts.build().toArray();
    }

    private boolean fill() throws IOException {
        int n =
                channel.read(
                        ByteBuffer.wrap(buffer, filled, buffer.length - filled), base + filled);
        filled += Math.max(0, n);
        return n > 0;
    }

    /** {@return the index of the part that must be looked at again with what follows it} */
    private int scan(boolean more) {
        int at = 0;
        while (at < filled) {
            int end = endOfLine(at);
            boolean unfinished = end == filled;
            if (unfinished && more && atLineStart && filled - at < LONGEST_FROM_LINE) {
                return at;
            }
            if (atLineStart && FromLine.isFromLine(buffer, at, end)) {
                starts.add(base + at);
            }
            atLineStart = !unfinished;
            at = unfinished ? filled : end + 1;
        }
        return at;
    }

    private int endOfLine(int start) {
        int at = start;
        while (at < filled && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void keepFrom(int at) {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        base += at;
        filled -= at;
    }
}
