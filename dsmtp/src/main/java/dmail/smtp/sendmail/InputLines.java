package dmail.smtp.sendmail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;

/**
 * Reads lines as local programs write them: they end with LF, after any number of CRs; any other
 * CR, which SMTP doesn't allow, becomes a blank. Where a dot ends the message, nothing after it is
 * read.
 *
 * <p>Not {@link dmail.common.io.BoundedLines}: a line of a message may have any length, and is
 * spilled where there is room.
 */
final class InputLines {
    private static final int LOOKED_AHEAD = 2;

    private final PushbackInputStream in;
    private final boolean dotEnds;
    private boolean over;

    InputLines(InputStream in, boolean dotEnds) {
        this.in = new PushbackInputStream(in, LOOKED_AHEAD);
        this.dotEnds = dotEnds;
    }

    /**
     * Copies the next line without its end.
     *
     * @return false at the end
     */
    boolean next(OutputStream line) throws IOException {
        if (over || isEnd()) {
            over = true;
            return false;
        }
        int returns = 0;
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            if (octet == '\r') {
                returns++;
            } else {
                for (; returns > 0; returns--) {
                    line.write(' ');
                }
                line.write(octet);
            }
            octet = in.read();
        }
        return true;
    }

    private boolean isEnd() throws IOException {
        int first = in.read();
        if (first < 0) {
            return true;
        }
        boolean ends = dotEnds && first == '.' && isLineEnd();
        if (!ends) {
            in.unread(first);
        }
        return ends;
    }

    private boolean isLineEnd() throws IOException {
        int next = in.read();
        if (next == '\r' && isNext('\n')) {
            return true;
        }
        if (next >= 0) {
            in.unread(next);
        }
        return next < 0 || next == '\n';
    }

    private boolean isNext(int wanted) throws IOException {
        int next = in.read();
        if (next >= 0) {
            in.unread(next);
        }
        return next == wanted;
    }
}
