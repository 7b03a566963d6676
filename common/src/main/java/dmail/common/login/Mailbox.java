package dmail.common.login;

import dmail.common.authent.SystemFields;
import dmail.common.io.Owner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A user's mail as it lies on disk.
 *
 * @param account whose it is
 * @param databaseName the name the users' data base knows, such as {@code acme_bob}
 * @param dropFile absolute path of the drop file, which need not exist yet
 * @param owner whose file it becomes when it is made
 * @param info fields from the users' data base
 */
public record Mailbox(
        Account account,
        String databaseName,
        Path dropFile,
        Owner owner,
        Map<String, String> info) {
    public Mailbox {
        info = Map.copyOf(info);
    }

    /** {@return the home folder of a user of the system} */
    public Optional<String> systemHome() {
        return Optional.ofNullable(info.get(SystemFields.HOME));
    }

    /** {@return the name of a user of the system who may run programs} */
    public Optional<String> systemUser() {
        return Optional.ofNullable(info.get(SystemFields.RUNS_AS));
    }
}
