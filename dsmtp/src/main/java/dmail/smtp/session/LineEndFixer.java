package dmail.smtp.session;

import dmail.common.io.LineEnds;
import java.nio.charset.StandardCharsets;

/**
 * Makes each line of a message end with CRLF (RFC 6409 section 8): an LF with any number of CRs
 * before it is one line end, and so is a bare CR. Correct lines are passed on in long pieces.
 */
final class LineEndFixer {
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Lines lines;

    /** CRs whose next octet hasn't come yet. */
    private long returns;

    /** Takes the octets of whole lines, in pieces of any size. */
    @FunctionalInterface
    interface Lines {
        void take(byte[] octets, int offset, int length);
    }

    LineEndFixer(Lines lines) {
        this.lines = lines;
    }

    void take(byte[] octets, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = returns > 0 ? settle(octets, at) : passOn(octets, at, end);
        }
    }

    /** {@return the index after the CRs that are settled now} */
    private int settle(byte[] octets, int at) {
        byte octet = octets[at];
        if (octet == '\r') {
            returns++;
            return at + 1;
        }
        if (octet == '\n') {
            returns = 0;
            lines.take(CRLF, 0, CRLF.length);
            return at + 1;
        }
        end();
        return at;
    }

    private int passOn(byte[] octets, int start, int end) {
        int stop = LineEnds.returnOrFeed(octets, start, end);
        while (end - stop > 1 && octets[stop] == '\r' && octets[stop + 1] == '\n') {
            stop = LineEnds.returnOrFeed(octets, stop + 2, end);
        }
        if (stop > start) {
            lines.take(octets, start, stop - start);
        }
        if (stop == end) {
            return end;
        }
        if (octets[stop] == '\r') {
            returns = 1;
        } else {
            lines.take(CRLF, 0, CRLF.length);
        }
        return stop + 1;
    }

    /** The message is over, or no LF follows: each pending CR ends a line. */
    void end() {
        for (; returns > 0; returns--) {
            lines.take(CRLF, 0, CRLF.length);
        }
    }
}
