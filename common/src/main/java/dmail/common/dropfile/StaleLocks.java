package dmail.common.dropfile;

import dmail.common.io.FileState;
import dmail.common.io.NotRegularFileException;
import dmail.common.io.OpenedFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Tells a dot-lock that is held from a stale one. */
final class StaleLocks {
    private static final Duration LIFE_WITHOUT_TOUCH = Duration.ofSeconds(60);
    // The kernel's start time is in whole seconds, and the start times of processes are counted
    // from it.
    private static final Duration START_PRECISION = Duration.ofSeconds(2);
    private static final int LONGEST_CONTENT = 512;

    private final LockHolder me;
    private final InstantSource clock;
    private final ForeignLocks strangers = new ForeignLocks();

    StaleLocks(LockHolder me, InstantSource clock) {
        this.me = me;
        this.clock = clock;
    }

    /** A stale lock, with the file's attributes at the time it was found. */
    record Stale(BasicFileAttributes lock, String reason) {
        /** {@return whether that file is this lock, untouched since} */
        boolean is(Path file) throws IOException {
            BasicFileAttributes now = attributes(file);
            return Objects.equals(now.fileKey(), lock.fileKey())
                    && now.lastModifiedTime().equals(lock.lastModifiedTime());
        }
    }

    /**
     * {@return the lock if it is stale; empty when it is held or has just vanished}
     *
     * @param dropFile that it locks
     * @param user the owner of the drop file, or -1 for the server's own user
     */
    Optional<Stale> find(Path file, Path dropFile, int user) throws IOException {
        try {
            BasicFileAttributes lock = attributes(file);
            Optional<FileState> state = FileState.of(file);
            Optional<String> whyUntrusted =
                    state.isEmpty()
                            ? Optional.empty()
                            : strangers.whyUntrusted(file, state.get(), dropFile, user);
            return whyUntrusted.isPresent()
                    ? whyUntrusted.map(why -> new Stale(lock, why))
                    : reason(file, lock).map(why -> new Stale(lock, why));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<String> reason(Path file, BasicFileAttributes lock) throws IOException {
        if (lock.isOther()) {
            return Optional.of("a FIFO, socket or device, which is no lock");
        }
        Instant touched = lock.lastModifiedTime().toInstant();
        if (!clock.instant().isBefore(touched.plus(LIFE_WITHOUT_TOUCH))) {
            return Optional.of("untouched since " + touched);
        }
        return lock.isRegularFile()
                ? holder(file).flatMap(by -> gone(by, touched))
                : Optional.empty();
    }

    /** {@return the holder of a lock, for the log} */
    static String describe(Path file) throws IOException {
        try {
            return holder(file).map(by -> "held by " + by).orElse("held by another program");
        } catch (NoSuchFileException _) {
            return "was held until just now";
        } catch (NotRegularFileException odd) {
            return odd.getReason() + ", which no mail program makes";
        }
    }

    private static Optional<LockHolder> holder(Path file) throws IOException {
        try (OpenedFile lock = OpenedFile.toRead(file)) {
            return LockHolder.parse(lock.octets(LONGEST_CONTENT));
        } catch (AccessDeniedException _) {
            return Optional.empty();
        }
    }

    private Optional<String> gone(LockHolder holder, Instant touched) {
        if (!holder.host().equals(me.host())) {
            return Optional.empty();
        }
        boolean left = holder.pid() == me.pid() ? startedAfter(touched) : isDead(holder.pid());
        return left ? Optional.of("process " + holder.pid() + " is gone") : Optional.empty();
    }

    /**
     * {@return whether this process started after the lock was touched} In a container each start
     * has the same process id, so a lock with ours may be of an earlier start.
     */
    private static boolean startedAfter(Instant touched) {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .filter(start -> touched.isBefore(start.minus(START_PRECISION)))
                .isPresent();
    }

    /**
     * Where /proc hides the processes of other users, process 1 is hidden too; then nothing is
     * known.
     */
    private static boolean isDead(long pid) {
        return ProcessHandle.of(pid).isEmpty() && ProcessHandle.of(1).isPresent();
    }
}
