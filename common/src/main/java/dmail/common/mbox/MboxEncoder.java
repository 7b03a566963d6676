package dmail.common.mbox;

import dmail.common.io.LineEnds;
import dmail.common.io.OctetSink;
import dmail.common.io.SpareBuffers;
import dmail.common.mbox.FieldNameMatch.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Converts a message as received into the form of drop files: LF line ends, From lines quoted, and
 * its Return-Path fields removed, since final delivery adds exactly one (RFC 5321 section 4.4).
 * Runs of text are passed on in one piece.
 */
final class MboxEncoder {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    private static final String RETURN_PATH = "return-path";

    /** Octets; a line with more blanks after that name is passed on like any other. */
    private static final int MOST_HELD = 80;

    private static final byte[] LF = {'\n'};
    private static final byte[] CR = {'\r'};
    private static final byte[] QUOTE = {'>'};

    private static final SpareBuffers BUFFERS = new SpareBuffers(8 * 1024, 8);

    private final OctetSink sink;

    /** The start of a line, held back until it is known what the line is. */
    private final byte[] held = new byte[MOST_HELD];

    private final FieldNameMatch returnPath = new FieldNameMatch(RETURN_PATH);

    private int heldLength;
    private int quotes;
    private boolean atStart = true;
    private boolean crBefore;
    private boolean inHeader = true;
    private boolean dropping;

    MboxEncoder(OctetSink sink) {
        this.sink = sink;
    }

    /** Writes a whole message; a missing line end at its end is added. */
    void encode(InputStream message) throws IOException {
        byte[] buffer = BUFFERS.take();
        try {
            for (int n = message.read(buffer); n >= 0; n = message.read(buffer)) {
                write(buffer, n);
            }
        } finally {
            BUFFERS.giveBack(buffer);
        }
        if (crBefore) {
            passBareCr();
        }
        if (!atStart || heldLength > 0 || quotes > 0) {
            release();
            endLine();
        }
    }

    private void write(byte[] octets, int end) throws IOException {
        int at = 0;
        while (at < end) {
            at = atStart && !crBefore ? startLine(octets, at, end) : goOn(octets, at, end);
        }
    }

    /** Looks at one octet of a line's start; once that is enough, passes the line on. */
    private int startLine(byte[] octets, int at, int end) throws IOException {
        byte octet = octets[at];
        if (heldLength == 0 && quotes == 0) {
            // The continuation lines of a removed field are removed, too.
            dropping &= octet == ' ' || octet == '\t';
            if (isUsualStart(octet)) {
                atStart = false;
                return goOn(octets, at, end);
            }
        }
        if (octet == '\r' || octet == '\n') {
            return goOn(octets, at, at + 1);
        }
        if (octet == '>' && heldLength == 0) {
            quotes++;
            return at + 1;
        }
        hold(octet);
        return at + 1;
    }

    private static boolean isUsualStart(byte octet) {
        return switch (octet) {
            case '\r', '\n', '>', 'F', 'r', 'R' -> false;
            default -> true;
        };
    }

    private void hold(byte octet) throws IOException {
        held[heldLength++] = octet;
        State state = returnPath.next(octet);
        if (isLikeFrom()) {
            if (heldLength == FROM.length) {
                put(QUOTE, 0, 1);
                release();
            }
            return;
        }
        boolean field = inHeader && quotes == 0 && heldLength < MOST_HELD;
        dropping |= field && state == State.FOUND;
        if (!field || state != State.OPEN) {
            release();
        }
    }

    private boolean isLikeFrom() {
        return heldLength <= FROM.length && Arrays.equals(held, 0, heldLength, FROM, 0, heldLength);
    }

    /** The line's kind is known: passes on what was held back. */
    private void release() throws IOException {
        for (; quotes > 0; quotes--) {
            put(QUOTE, 0, 1);
        }
        put(held, 0, heldLength);
        heldLength = 0;
        returnPath.restart();
        atStart = false;
    }

    /** Passes on text and its line end. */
    private int goOn(byte[] octets, int start, int end) throws IOException {
        byte octet = octets[start];
        if (octet == '\n') {
            crBefore = false;
            finishLine();
            return start + 1;
        }
        if (crBefore) {
            crBefore = false;
            passBareCr();
            return start;
        }
        if (octet == '\r') {
            crBefore = true;
            return start + 1;
        }
        int stop = LineEnds.returnOrFeed(octets, start, end);
        if (end - stop > 1 && octets[stop] == '\r' && octets[stop + 1] == '\n') {
            // Text and line end are passed on in one piece.
            octets[stop] = '\n';
            put(octets, start, stop + 1);
            atStart = true;
            return stop + 2;
        }
        put(octets, start, stop);
        return stop;
    }

    private void passBareCr() throws IOException {
        release();
        put(CR, 0, 1);
    }

    private void finishLine() throws IOException {
        boolean blank = atStart && heldLength == 0 && quotes == 0;
        inHeader &= !blank;
        release();
        endLine();
    }

    private void endLine() throws IOException {
        put(LF, 0, 1);
        atStart = true;
    }

    private void put(byte[] octets, int start, int end) throws IOException {
        if (!dropping && start < end) {
            sink.write(octets, start, end - start);
        }
    }
}
