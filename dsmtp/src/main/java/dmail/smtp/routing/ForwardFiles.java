package dmail.smtp.routing;

import dmail.common.config.Configuration;
import dmail.common.config.RoutingSettings;
import dmail.common.io.FileServerFolders;
import dmail.common.io.FileState;
import dmail.common.io.NotRegularFileException;
import dmail.common.io.OpenedFile;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Mailbox;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The users' forward files: {@code .forward} in the home folder of a system user, else a file
 * beside the drop file, with the suffix {@code .fwd}.
 *
 * <p>An untrusted or unreadable file is ignored with a warning: the mail then goes to the drop
 * file.
 */
final class ForwardFiles {
    private static final int LARGEST = 64 << 10;

    /** Write permission for the group or for everybody. */
    private static final int OTHERS_WRITE = 0022;

    private final boolean inHomes;
    private final FileServerFolders homes;
    private final Log log;

    ForwardFiles(Configuration configuration, FileServerFolders homes, Log log) {
        this.homes = homes;
        this.inHomes = !configuration.value(RoutingSettings.NO_DOTFORWARD);
        this.log = log;
    }

    /**
     * {@return the members of a user's forward file, if there is a valid one}
     *
     * @throws IOException when the system can't tell now
     */
    Optional<Rule> find(Mailbox mailbox) throws IOException {
        Optional<Path> home = home(mailbox);
        return home.isPresent()
                ? homes.call(home.get(), () -> find(mailbox, home.get().resolve(".forward"), true))
                : find(mailbox, beside(mailbox.dropFile()), false);
    }

    private Optional<Rule> find(Mailbox mailbox, Path file, boolean mayRunPrograms)
            throws IOException {
        if (!isThere(file)) {
            return Optional.empty();
        }
        try (OpenedFile opened = OpenedFile.toRead(file)) {
            Optional<String> whyUntrusted = whyUntrusted(opened.state(), ownerOf(mailbox));
            if (whyUntrusted.isPresent()) {
                skip(file, whyUntrusted.get());
                return Optional.empty();
            }
            return read(file, opened, mailbox, mayRunPrograms);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (AccessDeniedException _) {
            // Without root's rights we may have no access to home folders.
            skip(file, "may not be read");
            return Optional.empty();
        } catch (NotRegularFileException odd) {
            skip(file, "no plain file");
            return Optional.empty();
        }
    }

    /**
     * Few users have one, and an exception for each message would be slow; only a check that
     * follows links avoids it. A file reached by a link is refused later.
     */
    private static boolean isThere(Path file) throws IOException {
        return file.getFileSystem()
                        .provider()
                        .readAttributesIfExists(file, BasicFileAttributes.class)
                != null;
    }

    private Optional<Path> home(Mailbox mailbox) {
        return inHomes
                ? mailbox.systemHome()
                        .filter(home -> home.startsWith("/") && home.length() > 1)
                        .map(home -> mailbox.dropFile().resolve(home))
                : Optional.empty();
    }

    private static Path beside(Path dropFile) {
        return dropFile.resolveSibling(dropFile.getFileName() + ".fwd");
    }

    /**
     * {@return the user who must own the file, unless root does: the mailbox's own one or, without
     * a system account, the owner of the drop folder}
     */
    private static int ownerOf(Mailbox mailbox) throws IOException {
        Path folder = mailbox.account().home().dropPath();
        return mailbox.owner().uid() >= 0
                ? mailbox.owner().uid()
                : (int) Files.getAttribute(folder, "unix:uid");
    }

    private static Optional<String> whyUntrusted(FileState state, int owner) {
        if ((state.mode() & OTHERS_WRITE) != 0) {
            return Optional.of("others can write it");
        }
        return state.uid() == owner || state.uid() == 0
                ? Optional.empty()
                : Optional.of("belongs to another user");
    }

    /** Only a system user has rights that a program can run with. */
    private Optional<Rule> read(
            Path file, OpenedFile opened, Mailbox mailbox, boolean mayRunPrograms)
            throws IOException {
        Members named = new Members(List.of(), List.of());
        for (String line : FileText.read(opened, LARGEST).lines().toList()) {
            if (!line.startsWith("#")) {
                named = named.plus(Members.parse(line, mailbox.account().home().domain()));
            }
        }
        Members kept = mayRunPrograms ? named.withPrograms() : named.addressesOnly();
        if (!kept.bad().isEmpty()) {
            skip(file, "can't be followed: " + kept.bad().getFirst());
            return Optional.empty();
        }
        return kept.good().isEmpty()
                ? Optional.empty()
                : Optional.of(new Rule("forward file", kept.good(), file.toString()));
    }

    private void skip(Path file, String why) {
        log.warning(LogLine.of("forward file ignored").with("file", file).with("reason", why));
    }
}
