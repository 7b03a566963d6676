package dmail.common.authent;

import dmail.common.io.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Changes a users file. Whenever the machine stops, the file is the old one or the new one; and if
 * two programs change it, neither loses the other's change. Readers need no lock, since the new
 * file replaces the old one in one step.
 */
public final class UsersFileEditor {
    /** For the threads of this process: a file lock belongs to the whole process. */
    private static final ReentrantLock TURN = new ReentrantLock();

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    /** Edits this file, which is created with mode 0600 when there is none. */
    public UsersFileEditor(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** {@return the file} */
    public Path file() {
        return file;
    }

    /** {@return whether the file exists} */
    public boolean isThere() {
        return Files.exists(file);
    }

    /** {@return the user of that name, in any letter case; empty when there is no file} */
    public Optional<UserEntry> find(String name) throws IOException {
        return Files.exists(file) ? UsersSearch.find(file, name) : Optional.empty();
    }

    /** Replaces the user of this name, or appends a new one. */
    public void put(UserEntry entry) throws IOException {
        edit(entry.name(), _ -> Optional.of(entry));
    }

    /** Removes a user. */
    public void remove(String name) throws IOException {
        edit(name, _ -> Optional.empty());
    }

    /**
     * Changes a user; durable on return. The rest of the file is kept, octet by octet, and never in
     * memory as a whole.
     *
     * @param change gets the user, if there is one, and returns his new entry, or empty to remove
     *     him
     */
    public void edit(String name, UnaryOperator<Optional<UserEntry>> change) throws IOException {
        // A link is kept: the file it leads to is changed, under that file's lock.
        Path path = Files.exists(file) ? file.toRealPath() : file;
        TURN.lock();
        try (FileChannel lockFile = open(sibling(path, ".lock"), StandardOpenOption.CREATE);
                FileLock _ = lockFile.lock()) {
            keepOwner(path, sibling(path, ".lock"));
            Optional<UserEntry> before = find(name);
            Optional<UserEntry> after = change.apply(before);
            if (!after.equals(before)) {
                replace(path, DatabaseName.fold(name), after);
            }
        } finally {
            TURN.unlock();
        }
    }

    private static void replace(Path path, String name, Optional<UserEntry> after)
            throws IOException {
        Path fresh = sibling(path, ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = open(fresh, StandardOpenOption.CREATE_NEW)) {
            if (Files.exists(path)) {
                try (FileChannel old = FileChannel.open(path, StandardOpenOption.READ)) {
                    new UsersCopy(old, channel).with(name, after);
                }
            } else {
                UsersCopy.write(channel, after);
            }
            keepOwner(path, fresh);
            channel.force(true);
        }
        DurableFiles.moveIntoPlace(fresh, path);
    }

    /**
     * Root may do this in a folder of the servers' user, whose links must not lead it elsewhere.
     */
    private static FileChannel open(Path path, StandardOpenOption create) throws IOException {
        return FileChannel.open(
                path, Set.of(create, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), PRIVATE);
    }

    private static Path sibling(Path path, String ending) {
        return path.resolveSibling("." + path.getFileName() + ending);
    }

    /**
     * If root creates or changes the file, it must belong to the folder's or file's owner, so that
     * the servers' user can still read it.
     */
    private static void keepOwner(Path old, Path fresh) throws IOException {
        if (Files.exists(old)) {
            give(old, fresh);
            return;
        }
        try {
            give(Objects.requireNonNull(fresh.getParent()), fresh);
        } catch (FileSystemException _) {
            // Only root can give a file away; otherwise it belongs to its creator.
        }
    }

    private static void give(Path like, Path fresh) throws IOException {
        for (String whose : new String[] {"unix:gid", "unix:uid"}) {
            Object before = Files.getAttribute(like, whose);
            if (!before.equals(Files.getAttribute(fresh, whose, LinkOption.NOFOLLOW_LINKS))) {
                Files.setAttribute(fresh, whose, before, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
