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
 * Creates dot-locks, and removes stale ones.
 *
 * <p>A lock file is written under a temporary name and then gets the lock's name by a hard link,
 * which is atomic and fails if the name exists. If it were created in place, a server killed before
 * it wrote its process id would leave a lock without a holder, for which others had to wait until
 * it was old.
 */
final class DotLocks {
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
    // Readable by all, so that others see who holds it.
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

    /** {@return the path of a drop file's dot-lock} */
    static Path of(Path dropFile) {
        return dropFile.resolveSibling(dropFile.getFileName() + ".lock");
    }

    /**
     * {@return the lock, or empty when another program held it for too long}
     *
     * @param user the owner of the drop file, or -1 for the server's own user
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
            // The folder is missing; report it under the lock's name, not the temporary one.
            throw new NoSuchFileException(file.toString());
        } finally {
            Files.deleteIfExists(written);
        }
        return new DotLock(file, log, clock);
    }

    /**
     * Within a process one thread at a time works on a drop file, so the process id makes the name
     * unique.
     */
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
     * Removes a stale lock. Since it was looked at, another server may have removed it and taken
     * the lock itself. So it is first renamed to the temporary name: if it turns out to be a new
     * lock, it is put back.
     *
     * @return whether the lock is free now
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

    /**
     * A folder with files in it, which only another user of a shared mail folder puts there, is
     * kept under a name that is in nobody's way.
     */
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
            // A third program has taken the lock in between, so two hold it; the fcntl lock still
            // keeps them apart.
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.delete(aside);
    }
}
