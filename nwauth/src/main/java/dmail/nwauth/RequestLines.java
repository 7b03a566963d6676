package dmail.nwauth;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Request lines as they come in, one character an octet, of bounded length. */
final class RequestLines {
    /** In octets; room for fields such as a long {@code fwd}. */
    static final int LONGEST = 16 * 1024;

    private final InputStream in;

    RequestLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * {@return the next line without its end, or empty at the end of input} A line that is too long
     * is read to its end and comes out empty, which is no request.
     */
    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        boolean tooLong = false;
        while (octet >= 0 && octet != '\n') {
            tooLong |= line.length() == LONGEST;
            if (!tooLong) {
                line.append((char) octet);
            }
            octet = in.read();
        }
        return Optional.of(tooLong ? "" : line.toString());
    }
}
