package dmail.common.dropfile;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Makes dot-locks, and removes those whose maker is gone.
 *
 * <p>A lock is written under a name of its own and gets the lock's name by a hard link, which is
 * atomic and fails when the name is taken. Made in place, a lock of a server killed between making
 * and writing it would name nobody, and others had to wait until it is old.
 */
final class DotLocks {
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
    // Others may read who holds it.
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    private final LockHolder me;
    private final StaleLocks stale;
    private final Log log;
    private final InstantSource clock;

    DotLocks(LockHolder me, Log log, InstantSource clock) {
        this.me = me;
        this.stale = new StaleLocks(me, clock);
        this.log = log;
        this.clock = clock;
    }

    /** {@return the file that is a drop file's lock} */
    static Path of(Path dropFile) {
        return dropFile.resolveSibling(dropFile.getFileName() + ".lock");
    }

    /**
     * {@return the lock, or empty when another holder kept it for longer}
     *
     * @param user whose the drop file is, or -1 for the server's own user
     */
    Optional<DotLock> take(Path dropFile, int user, LockRetry retry) throws IOException {
        do {
            Optional<DotLock> mine = tryOnce(dropFile, user);
            if (mine.isPresent()) {
                return mine;
            }
        } while (retry.pause());
        return Optional.empty();
    }

    private Optional<DotLock> tryOnce(Path dropFile, int user) throws IOException {
        Path file = of(dropFile);
        try {
            return Optional.of(create(file));
        } catch (FileAlreadyExistsException _) {
            Optional<StaleLocks.Stale> found = stale.find(file, dropFile, user);
            return found.isPresent() && remove(file, found.get())
                    ? createAgain(file)
                    : Optional.empty();
        }
    }

    private Optional<DotLock> createAgain(Path file) throws IOException {
        try {
            return Optional.of(create(file));
        } catch (FileAlreadyExistsException _) {
            return Optional.empty();
        }
    }

    private DotLock create(Path file) throws IOException {
        Path written = ownName(file);
        Files.deleteIfExists(written);
        try {
            write(written);
            name(file, written);
        } catch (NoSuchFileException _) {
            // The folder is missing; people know the lock by its real name.
            throw new NoSuchFileException(file.toString());
        } finally {
            Files.deleteIfExists(written);
        }
        return new DotLock(file, log, clock);
    }

    /** One thread of a process works on a drop file at a time, so this name is ours alone. */
    private Path ownName(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + me.pid());
    }

    private void name(Path file, Path written) throws IOException {
        try {
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            write(file);
        }
    }

    private void write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, NEW, MODE)) {
            writeHolder(file, channel);
        }
    }

    private void writeHolder(Path file, FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(me.octets());
        try {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * Between the look at a lock and its removal another server may have removed it, and taken the
     * lock itself. So it goes under our own name first: what turns out to be another's goes back.
     *
     * @return whether the lock may be had now
     */
    private boolean remove(Path file, StaleLocks.Stale found) throws IOException {
        Path aside = ownName(file);
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            return true;
        }
        if (!found.is(aside)) {
            putBack(aside, file);
            return false;
        }
        delete(aside);
        log.warning(
                LogLine.of("stale dot-lock removed")
                        .with("file", file)
                        .with("reason", found.reason()));
        return true;
    }

    /** A folder that a neighbour has filled stays, under a name that stands in nobody's way. */
    private static void delete(Path aside) throws IOException {
        try {
            Files.delete(aside);
        } catch (DirectoryNotEmptyException _) {
            Object inode = Files.getAttribute(aside, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            Path away = aside.resolveSibling(aside.getFileName() + "." + inode);
            Files.move(aside, away, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void putBack(Path aside, Path file) throws IOException {
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException _) {
            // A third has taken it within these microseconds; only the fcntl lock is between them.
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.delete(aside);
    }
}
