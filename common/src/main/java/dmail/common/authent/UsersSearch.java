package dmail.common.authent;

import dmail.common.table.Lines;
import dmail.common.table.Problems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Looks for one user in a users file, line by line. */
final class UsersSearch {
    private UsersSearch() {}

    static Optional<UserEntry> find(Path file, String name) throws IOException {
        String wanted = DatabaseName.fold(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Lines lines = Lines.of(channel, UsersFormat.LONGEST_LINE);
            while (lines.next()) {
                Optional<UserEntry> entry = entryOf(wanted, lines);
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return Optional.empty();
        }
    }

    /** {@return the entry of the current line, if it is this user's} */
    static Optional<UserEntry> entryOf(String foldedName, Lines lines) {
        return beginsLike(foldedName, lines)
                ? UsersFormat.entry(lines, new Problems())
                        .filter(entry -> entry.name().equals(foldedName))
                : Optional.empty();
    }

    /**
     * A fast check: most lines are those of other users, which their first octets show. Where
     * characters outside ASCII are concerned, the whole name must be compared.
     */
    private static boolean beginsLike(String foldedName, Lines lines) {
        for (int i = 0; i < lines.length() && lines.octet(i) >= 0; i++) {
            if (i == foldedName.length()) {
                return lines.octet(i) == ':';
            }
            if (Character.toLowerCase(lines.octet(i)) != foldedName.charAt(i)) {
                return foldedName.charAt(i) >= 0x80;
            }
        }
        return lines.length() > 0;
    }
}
