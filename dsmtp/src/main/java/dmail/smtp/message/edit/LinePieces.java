package dmail.smtp.message.edit;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads lines that end with CRLF; very long ones in pieces, so that no line costs much memory.
 *
 * <p>Not {@link dmail.common.io.BoundedLines}: no octet may be lost, however long its line is, and
 * a bare LF doesn't end a line.
 */
final class LinePieces {
    private static final int CAPACITY = 8 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int position;
    private int limit;
    private boolean atEnd;
    private boolean lineStart = true;
    private boolean pieceStartsLine;
    private boolean pieceEndsLine;
    private int start;
    private int length;

    LinePieces(InputStream in) {
        this.in = in;
    }

    /** Goes to the next piece; {@return whether there is one} */
    boolean next() throws IOException {
        int end = lineFeed(position);
        while (end < 0 && !atEnd && (position > 0 || limit < CAPACITY)) {
            int searched = fill();
            end = lineFeed(searched);
        }
        if (end < 0 && position == limit) {
            return false;
        }
        pieceStartsLine = lineStart;
        pieceEndsLine = end >= 0;
        start = position;
        // A CR at the end of the buffer is kept for the next piece.
        int stop = limit;
        if (!pieceEndsLine && !atEnd && limit - position > 1 && buffer[limit - 1] == '\r') {
            stop--;
        }
        length = pieceEndsLine ? end - 1 - start : stop - start;
        position = pieceEndsLine ? end + 1 : stop;
        lineStart = pieceEndsLine;
        return true;
    }

    /** {@return where the LF of the next CRLF is, or -1} */
    private int lineFeed(int from) {
        for (int i = Math.max(from, position + 1); i < limit; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r') {
                return i;
            }
        }
        return -1;
    }

    /** {@return where the search for a line end goes on} */
    private int fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int searched = limit;
        int count = in.read(buffer, limit, CAPACITY - limit);
        if (count <= 0) {
            atEnd = true;
        } else {
            limit += count;
        }
        return searched;
    }

    /** {@return the array that holds the piece} */
    byte[] octets() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** {@return how long the piece is, a line end not counted} */
    int length() {
        return length;
    }

    boolean startsLine() {
        return pieceStartsLine;
    }

    boolean endsLine() {
        return pieceEndsLine;
    }
}
