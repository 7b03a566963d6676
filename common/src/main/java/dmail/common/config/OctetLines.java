package dmail.common.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file of unknown goodwill: no line and no file is read beyond a bound. */
final class OctetLines {
    static final int LONGEST_LINE = 16 * 1024;
    static final long LONGEST_FILE = 64 * Size.MEGA;

    /**
     * One line without its end.
     *
     * @param whole whether these are all its octets
     */
    record OctetLine(ByteArrayOutputStream octets, boolean whole) {}

    private final InputStream in;
    private long read;

    OctetLines(InputStream in) {
        this.in = in;
    }

    /**
     * {@return the next line, or empty at the end}
     *
     * @throws IOException when reading fails or the file is longer than its bound
     */
    Optional<OctetLine> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean whole = true;
        int octet = readOctet();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (line.size() < LONGEST_LINE) {
                line.write(octet);
            } else {
                whole = false;
            }
            octet = readOctet();
        }
        return Optional.of(new OctetLine(line, whole));
    }

    private int readOctet() throws IOException {
        read++;
        if (read > LONGEST_FILE) {
            throw new IOException("it is longer than " + LONGEST_FILE / Size.MEGA + " MB");
        }
        return in.read();
    }
}
