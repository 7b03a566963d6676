package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.table.Entry;
import dmail.common.table.Lines;
import dmail.common.table.Problems;
import dmail.common.table.TableFormat;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses a file of aliases as sendmail has it: {@code name: member, member}. A line that begins
 * with a blank continues the line before; one whose first character after blanks is {@code #} is a
 * comment.
 */
final class AliasFormat implements TableFormat<List<Member>> {
    /** Room for some ten thousand members in a line; continuation lines can hold more. */
    static final int LONGEST_LINE = 1 << 20;

    private final Domain home;
    private final boolean trusted;

    /**
     * @param home the domain of names without one
     * @param trusted whether the file may name programs and files
     */
    AliasFormat(Domain home, boolean trusted) {
        this.home = home;
        this.trusted = trusted;
    }

    @Override
    public int longestLine() {
        return LONGEST_LINE;
    }

    @Override
    public Optional<Entry<List<Member>>> next(Lines lines, Problems problems) throws IOException {
        while (lines.next()) {
            long offset = lines.offset();
            int number = lines.number();
            String text = wholeEntry(lines, problems);
            Optional<Entry<List<Member>>> entry = entry(offset, number, text, problems);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the current line with its continuation lines; empty for a comment or an empty line}
     */
    private static String wholeEntry(Lines lines, Problems problems) throws IOException {
        String first = line(lines, problems);
        if (isNone(first)) {
            return "";
        }
        StringBuilder entry = new StringBuilder(first.strip());
        while (lines.next()) {
            String more = line(lines, problems);
            if (isNone(more)) {
                continue;
            }
            if (!isContinuation(more)) {
                lines.again();
                break;
            }
            entry.append(' ').append(more.strip());
        }
        return entry.toString();
    }

    private static String line(Lines lines, Problems problems) {
        if (!lines.isWhole()) {
            problems.add(lines.number(), "longer than " + LONGEST_LINE + " octets, line ignored");
            return "";
        }
        return lines.text();
    }

    private static boolean isNone(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static boolean isContinuation(String line) {
        return line.charAt(0) == ' ' || line.charAt(0) == '\t';
    }

    private Optional<Entry<List<Member>>> entry(
            long offset, int line, String entry, Problems problems) {
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        int colon = endOfName(entry);
        String name = colon < 0 ? "" : unquoted(entry.substring(0, colon).strip());
        if (name.isEmpty()) {
            problems.add(line, "not name: address, line ignored");
            return Optional.empty();
        }
        Members read = Members.parse(entry.substring(colon + 1), home);
        Members members = trusted ? read : read.addressesOnly();
        members.bad().forEach(word -> problems.add(line, "not an address, left out: " + word));
        if (members.good().isEmpty()) {
            problems.add(line, "no members, line ignored");
            return Optional.empty();
        }
        return Optional.of(new Entry<>(offset, line, keyOf(name), members.good()));
    }

    /** {@return the index of the colon after the name, which may be in quotes; or -1} */
    private static int endOfName(String entry) {
        int from = entry.startsWith("\"") ? Math.max(entry.indexOf('"', 1), 0) : 0;
        return entry.indexOf(':', from);
    }

    private static String unquoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** {@return the key of a name: addresses may be written in several ways} */
    private static String keyOf(String name) {
        return name.indexOf('@') < 0
                ? key(name)
                : EmailAddress.parse(name)
                        .map(EmailAddress::spelling)
                        .map(AliasFormat::key)
                        .orElseGet(() -> key(name));
    }

    /** {@return the name in lower case} */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String givenBefore() {
        return "name given before, line ignored";
    }
}
