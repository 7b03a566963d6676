package dmail.common.login;

import dmail.common.dropfile.DropLocks;
import dmail.common.dropfile.LockAttempt;
import dmail.common.io.DurableFiles;
import dmail.common.io.Owner;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.mbox.DropFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves drop files to where the current {@code hash_spool} puts them.
 *
 * <p>The file gets its new name before it loses the old one, and an existing file is never
 * overwritten. So wherever it is interrupted, the mail is still there, and the next look-up
 * continues.
 */
final class SpoolMove {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private final DropLocks locks;
    private final Log log;

    SpoolMove(DropLocks locks, Log log) {
        this.locks = locks;
        this.log = log;
    }

    /** {@return why the file can't be moved now, or empty when nothing is left to move} */
    Optional<String> move(Path base, Path from, Path to) {
        if (from.equals(to) || !isThere(from)) {
            return Optional.empty();
        }
        return switch (locks.acquire(from, Owner.SERVER, LOCK_TIMEOUT)) {
            case LockAttempt.Busy(var why) -> Optional.of(why);
            case LockAttempt.Unusable(var why) -> halfMoved(from, to, why);
            case LockAttempt.Acquired(var lock) -> {
                try (lock) {
                    yield moveLocked(base, from, to);
                }
            }
        };
    }

    /**
     * Nearly always it isn't there. The check that follows links comes first, since it reports that
     * without a costly exception.
     */
    private static boolean isThere(Path from) {
        return Files.exists(from) && Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<String> moveLocked(Path base, Path from, Path to) {
        try {
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                return bothThere(from, to);
            }
            DropFolders.prepare(base, to);
            moveForwardFile(from, to);
            Files.createLink(to, from);
            DurableFiles.syncDirectory(to.resolveSibling("."));
            return removeOldName(from, to);
        } catch (IOException e) {
            return Optional.of("the drop file can't be moved to its hashed place: " + Reason.of(e));
        }
    }

    /**
     * The forward file, which sends the user's mail elsewhere, must be there before the drop file
     * is.
     */
    private static void moveForwardFile(Path from, Path to) throws IOException {
        Path forward = from.resolveSibling(from.getFileName() + ".fwd");
        Path path = to.resolveSibling(to.getFileName() + ".fwd");
        if (Files.isRegularFile(forward, LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(forward, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * A file with two names can't be locked. If the other name is the new one, an earlier move was
     * interrupted: finish it.
     */
    private Optional<String> halfMoved(Path from, Path to, String why) {
        try {
            boolean same =
                    Files.exists(to, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(from, to);
            return same ? removeOldName(from, to) : Optional.of(why);
        } catch (IOException e) {
            return Optional.of(why);
        }
    }

    private Optional<String> removeOldName(Path from, Path to) throws IOException {
        Files.delete(from);
        DurableFiles.syncDirectory(from.resolveSibling("."));
        log.info(LogLine.of("drop file moved").with("from", from).with("to", to));
        return Optional.empty();
    }

    /**
     * An empty file at the old path was created by taking its lock, after another program had moved
     * the mail.
     */
    private Optional<String> bothThere(Path from, Path to) throws IOException {
        if (Files.size(from) == 0) {
            Files.delete(from);
        } else {
            log.warning(LogLine.of("drop file not served").with("file", from).with("served", to));
        }
        return Optional.empty();
    }
}
