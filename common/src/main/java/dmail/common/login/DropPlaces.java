package dmail.common.login;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;
import java.util.Optional;

/** Settles where an accepted user's drop file is. */
final class DropPlaces {
    private final DropLayout layout;
    private final Log log;

    DropPlaces(DropLayout layout, Log log) {
        this.layout = layout;
        this.log = log;
    }

    Lookup settle(Account account, String name, Accepted accepted) {
        Optional<Path> place = layout.place(account, accepted.dropFile());
        if (place.isEmpty()) {
            log.error(
                    LogLine.of("drop file outside drop_path and the vdomain folders")
                            .with("user", name)
                            .with("path", accepted.dropFile()));
            return new Lookup.Unavailable("the drop file lies outside the mail folders");
        }
        return new Lookup.Found(
                new Mailbox(account, name, place.get(), accepted.owner(), accepted.info()));
    }
}
