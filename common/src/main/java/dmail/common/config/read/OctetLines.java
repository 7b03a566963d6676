package dmail.common.config.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads lines of an untrusted file: the length of a line and of all files together is bounded.
 *
 * <p>Not {@link dmail.common.io.BoundedLines}, since a site may have hundreds of thousands of
 * lines: these are read in large pieces, and their octets are counted before they are kept.
 */
final class OctetLines {
    static final int LONGEST_LINE = 16 * 1024;

    /**
     * A line without its end.
     *
     * @param whole whether it wasn't cut
     */
    record OctetLine(ByteArrayOutputStream octets, boolean whole) {}

    private final InputStream in;
    private final OctetBudget budget;
    private final byte[] buffer = new byte[1 << 13];
    private int at;
    private int end;

    OctetLines(InputStream in, OctetBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    /**
     * {@return the next line, or empty at the end}
     *
     * @throws IOException when reading fails or all files together are too long
     */
    Optional<OctetLine> next() throws IOException {
        if (!hasMore()) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean whole = true;
        boolean ended = false;
        while (!ended && hasMore()) {
            int lineEnd = lineEnd();
            int kept = Math.min(lineEnd - at, LONGEST_LINE - line.size());
            line.write(buffer, at, kept);
            whole &= kept == lineEnd - at;
            ended = lineEnd < end;
            at = ended ? lineEnd + 1 : end;
        }
        return Optional.of(new OctetLine(line, whole));
    }

    /** {@return the index of the line's end, or of the end of what has been read} */
    private int lineEnd() {
        int index = at;
        while (index < end && buffer[index] != '\n') {
            index++;
        }
        return index;
    }

    private boolean hasMore() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            budget.count(end);
        }
        return at < end;
    }
}
