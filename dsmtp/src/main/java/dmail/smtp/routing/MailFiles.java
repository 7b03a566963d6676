package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.RoutingSettings;
import dmail.common.io.FileState;
import dmail.common.io.FolderTrust;
import dmail.common.io.Owner;
import dmail.common.io.Reason;
import dmail.common.login.Account;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Files that aliases append mail to, in the format of drop files. A server that runs as root writes
 * them as {@code program_user}, and only in folders that nobody but root can replace.
 */
final class MailFiles {
    private static final String NOWHERE = "/dev/null";

    private final Path base;
    private final Domain mainDomain;
    private final String user;
    private final LocalFiles local;

    MailFiles(Configuration configuration, LocalFiles local) {
        this.base = configuration.file().toAbsolutePath();
        this.mainDomain = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        this.user = configuration.value(RoutingSettings.PROGRAM_USER);
        this.local = local;
    }

    /** {@return the destination for a mail file} */
    Destination destination(String path) {
        if (path.equals(NOWHERE)) {
            return new Destination.Nowhere();
        }
        try {
            Path file = base.resolveSibling(path).normalize();
            Path folder = file.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                return new Destination.TryLater("there is no folder for " + path);
            }
            if (Files.isSymbolicLink(file)) {
                return new Destination.TryLater(path + " is a link");
            }
            return owned(path, file, folder);
        } catch (InvalidPathException _) {
            return new Destination.Unknown("no file can be named " + path);
        } catch (IOException e) {
            return new Destination.TryLater(path + ": " + Reason.of(e));
        }
    }

    private Destination owned(String path, Path file, Path folder) throws IOException {
        if (!local.trust().isRoot()) {
            return mailFile(path, file, folder, Owner.SERVER);
        }
        Optional<String> whyUntrusted =
                local.trust().whyUntrusted(folder, FolderTrust.Writers.NONE);
        if (whyUntrusted.isPresent()) {
            return new Destination.TryLater(
                    path + " is not written by a server that is root: " + whyUntrusted.get());
        }
        Optional<Owner> owner = local.owners().find(user);
        if (owner.isEmpty()) {
            return new Destination.TryLater("there is no user " + user + ", the program_user");
        }
        Optional<FileState> there = FileState.of(file);
        return there.isPresent() && there.get().uid() != owner.get().uid()
                ? new Destination.TryLater(
                        "%s belongs to user %d, not to %s, the program_user"
                                .formatted(path, there.get().uid(), user))
                : mailFile(path, file, folder, owner.get());
    }

    private Destination mailFile(String path, Path file, Path folder, Owner owner) {
        Account account = new Account(path, new MailDomain.Main(mainDomain, folder));
        return new Destination.Local(new Mailbox(account, path, file, owner, Map.of()));
    }
}
