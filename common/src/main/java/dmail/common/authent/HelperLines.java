package dmail.common.authent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines that a helper writes, of a length that it can't choose. */
final class HelperLines {
    /** In octets; fields such as {@code fwd} may be long, but not endless. */
    static final int LONGEST = 16 * 1024;

    private final InputStream in;

    HelperLines(InputStream in) {
        this.in = in;
    }

    /**
     * {@return the next line without its end, or empty when the helper has closed its output}
     *
     * @throws IOException when reading fails or the line is too long
     */
    Optional<String> next() throws IOException {
        byte[] line = new byte[LONGEST];
        int length = 0;
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            if (length == LONGEST) {
                throw new IOException("line longer than " + LONGEST + " octets");
            }
            line[length++] = (byte) octet;
            octet = in.read();
        }
        // A line without its end may be half a line: what it says doesn't count.
        return octet < 0
                ? Optional.empty()
                : Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
    }

    /**
     * {@return the next line without its end and without what goes beyond so many octets, or empty
     * when the helper has closed its output}
     */
    Optional<String> nextCut(int most) throws IOException {
        byte[] line = new byte[most];
        int length = 0;
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (length < most) {
                line[length++] = (byte) octet;
            }
            octet = in.read();
        }
        return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
    }
}
