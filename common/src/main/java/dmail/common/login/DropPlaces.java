package dmail.common.login;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;
import java.util.Optional;

/** Settles where an accepted user's drop file is. */
final class DropPlaces {
    private final DropLayout layout;
    private final SpoolMove move;
    private final Log log;

    DropPlaces(DropLayout layout, SpoolMove move, Log log) {
        this.layout = layout;
        this.move = move;
        this.log = log;
    }

    Lookup settle(Account account, String name, Accepted accepted) {
        Optional<Path> place = layout.place(account, accepted.dropFile());
        if (place.isEmpty()) {
            log.error(
                    LogLine.of("no drop file, this path of the users' data base")
                            .with("user", name)
                            .with("path", accepted.dropFile()));
            return new Lookup.Unavailable("the users' data base names no drop file");
        }
        return moved(account, place.get())
                .<Lookup>map(Lookup.Unavailable::new)
                .orElseGet(() ->
                        new Lookup.Found(
                                new Mailbox(
                                        account,
                                        name,
                                        place.get(),
                                        accepted.owner(),
                                        accepted.info())));
    }

    /** A file that the users' data base points to is left where it is. */
    private Optional<String> moved(Account account, Path place) {
        boolean usual = layout.implied(account).filter(place::equals).isPresent();
        return usual ? move(account, place) : Optional.empty();
    }

    /** {@return why a file that lies elsewhere can't be moved there now} */
    private Optional<String> move(Account account, Path place) {
        for (Path from : layout.elsewhere(account)) {
            Optional<String> why = move.move(account.home().dropPath(), from, place);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    /** The same for an account whose file is moved without being asked for. */
    Optional<String> move(Account account) {
        return layout.implied(account).flatMap(place -> move(account, place));
    }
}
