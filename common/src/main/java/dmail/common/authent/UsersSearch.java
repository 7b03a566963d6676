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

    /** {@return the entry of the line that is reached, if it is this user's} */
    static Optional<UserEntry> entryOf(String foldedName, Lines lines) {
        return beginsLike(foldedName, lines)
                ? UsersFormat.entry(lines, new Problems())
                        .filter(entry -> entry.name().equals(foldedName))
                : Optional.empty();
    }

    /** Most lines are somebody else's, which their first octet tells. */
    private static boolean beginsLike(String foldedName, Lines lines) {
        if (lines.length() == 0 || foldedName.isEmpty()) {
            return false;
        }
        int first = lines.octet(0);
        return first < 0
                || foldedName.charAt(0) >= 0x80
                || Character.toLowerCase(first) == foldedName.charAt(0);
    }
}
