package dmail.setup.found;

import dmail.common.authent.UserEntry;
import dmail.common.authent.UsersFileEditor;
import dmail.common.authent.UsersTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Users that are in a users file already. There may be millions, so that the file is asked for one.
 *
 * @param file where they are, if they are kept in one
 * @param first the name of the first one; empty when there is nobody
 */
public record KnownUsers(Optional<Path> file, String first) {
    static final KnownUsers NONE = new KnownUsers(Optional.empty(), "");

    static KnownUsers in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return NONE;
        }
        List<String> names = new ArrayList<>();
        try (UsersTable users = UsersTable.open(file)) {
            users.each(user -> {
                names.add(user.name());
                return false;
            });
        }
        return new KnownUsers(Optional.of(file), names.isEmpty() ? "" : names.getFirst());
    }

    /** {@return whether there is anybody} */
    public boolean isAnybody() {
        return !first.isEmpty();
    }

    /** {@return whether there is a user of that name; a file that can't be read has none} */
    public boolean has(String name) {
        try {
            Optional<UserEntry> user =
                    file.isPresent()
                            ? new UsersFileEditor(file.get()).find(name)
                            : Optional.empty();
            return user.isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
