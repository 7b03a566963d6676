package dmail.common.authent;

import dmail.common.table.Entry;
import dmail.common.table.Lines;
import dmail.common.table.Problems;
import dmail.common.table.TableFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * The syntax of a users file: one entry per line, empty lines, and comments that begin with {@code
 * #}.
 */
final class UsersFormat implements TableFormat<UserEntry> {
    /** Octets; longer than any line that nwauth accepts. */
    static final int LONGEST_LINE = 64 * 1024;

    @Override
    public int longestLine() {
        return LONGEST_LINE;
    }

    @Override
    public Optional<Entry<UserEntry>> next(Lines lines, Problems problems) throws IOException {
        while (lines.next()) {
            Optional<UserEntry> entry = entry(lines, problems);
            if (entry.isPresent()) {
                UserEntry user = entry.get();
                return Optional.of(new Entry<>(lines.offset(), lines.number(), user.name(), user));
            }
        }
        return Optional.empty();
    }

    /** {@return the entry of the current line, if it is one} */
    static Optional<UserEntry> entry(Lines lines, Problems problems) {
        if (!lines.isWhole()) {
            problems.add(lines.number(), "longer than " + LONGEST_LINE + " octets, line ignored");
            return Optional.empty();
        }
        String text = lines.text();
        if (text.isBlank() || text.startsWith("#")) {
            return Optional.empty();
        }
        Optional<UserEntry> entry = UserEntry.parse(text);
        if (entry.isEmpty()) {
            problems.add(lines.number(), "not name:hash:label=\"value\", line ignored");
        } else if (!lines.isUtf8()) {
            problems.add(lines.number(), "not UTF-8, read as ISO-8859-1");
        }
        return entry;
    }

    @Override
    public String givenBefore() {
        return "user given before, line ignored";
    }
}
