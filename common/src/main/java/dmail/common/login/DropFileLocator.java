package dmail.common.login;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.io.FileServerFolders;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a user's drop file, and moves it from where earlier settings had it. */
final class DropFileLocator {
    private final DropLayout layout;
    private final SpoolMove move;
    private final FileServerFolders folders;
    private final Log log;

    /**
     * @param folders keeps look-ups from blocking on a file server that doesn't answer
     */
    DropFileLocator(DropLayout layout, SpoolMove move, FileServerFolders folders, Log log) {
        this.layout = layout;
        this.move = move;
        this.folders = folders;
        this.log = log;
    }

    /** {@return the mailbox of a user, whether or not the drop file exists} */
    Lookup locate(Account account, String name, Accepted accepted) {
        Optional<Path> dropFile = layout.dropFile(account, accepted.dropFile());
        if (dropFile.isEmpty()) {
            log.error(
                    LogLine.of("drop path refused")
                            .with("user", name)
                            .with("path", accepted.dropFile()));
            return new Lookup.Unavailable("the user data base names no drop file");
        }
        return new Lookup.Found(
                new Mailbox(account, name, dropFile.get(), accepted.owner(), accepted.info()));
    }

    /**
     * Moves a mailbox's file that is where other settings had it; if the user data base names its
     * path, it isn't moved.
     *
     * @return why it can't be moved now
     */
    Optional<String> move(Mailbox mailbox) {
        Account account = mailbox.account();
        boolean usual = layout.implied(account).filter(mailbox.dropFile()::equals).isPresent();
        return usual ? move(account, mailbox.dropFile()) : Optional.empty();
    }

    /** {@return why a file can't be moved there now} */
    private Optional<String> move(Account account, Path path) {
        for (Path from : layout.elsewhere(account)) {
            Optional<String> why = move(account.home().dropPath(), from, path);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private Optional<String> move(Path base, Path from, Path path) {
        try {
            return folders.call(from.toAbsolutePath(), () -> move.move(base, from, path));
        } catch (IOException silent) {
            return Optional.of(Reason.of(silent));
        }
    }

    /** The same for an account that isn't being looked up. */
    Optional<String> move(Account account) {
        return layout.implied(account).flatMap(path -> move(account, path));
    }
}
