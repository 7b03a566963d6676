package dmail.common.login;

import dmail.common.authent.SystemFields;
import dmail.common.io.Owner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A user's mailbox.
 *
 * @param account its owner
 * @param databaseName its name in the user data base, such as {@code acme_bob}
 * @param dropFile absolute path of the drop file, which need not exist
 * @param owner of the file if it is created
 * @param info fields from the user data base
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

    /** {@return the home folder of a system user} */
    public Optional<String> systemHome() {
        return Optional.ofNullable(info.get(SystemFields.HOME));
    }

    /** {@return the name of a system user who may run programs} */
    public Optional<String> systemUser() {
        return Optional.ofNullable(info.get(SystemFields.RUNS_AS));
    }
}
