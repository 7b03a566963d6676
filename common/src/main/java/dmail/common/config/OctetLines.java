package dmail.common.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a file of unknown goodwill: no line is read beyond a bound, nor are all together.
 */
final class OctetLines {
    static final int LONGEST_LINE = 16 * 1024;

    /**
     * One line without its end.
     *
     * @param whole whether these are all its octets
     */
    record OctetLine(ByteArrayOutputStream octets, boolean whole) {}

    private final InputStream in;
    private final OctetBudget budget;

    OctetLines(InputStream in, OctetBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    /**
     * {@return the next line, or empty at the end}
     *
     * @throws IOException when reading fails or all files together are longer than their bound
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
        budget.count();
        return in.read();
    }
}
