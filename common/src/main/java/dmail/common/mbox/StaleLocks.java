package dmail.common.mbox;

import java.io.IOException;
import java.io.InputStream;
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

/** Tells a dot-lock that is held from one that was left behind. */
final class StaleLocks {
    private static final Duration LIFE_WITHOUT_TOUCH = Duration.ofSeconds(60);
    // The kernel tells its own start in whole seconds, and process starts are counted from it.
    private static final Duration START_PRECISION = Duration.ofSeconds(2);
    private static final int LONGEST_CONTENT = 512;

    private final LockHolder me;
    private final InstantSource clock;

    StaleLocks(LockHolder me, InstantSource clock) {
        this.me = me;
        this.clock = clock;
    }

    /** A lock that nobody holds any more, as it was when that was found out. */
    record Stale(BasicFileAttributes lock, String reason) {
        /** {@return whether that file is the lock, and untouched since} */
        boolean is(Path file) throws IOException {
            BasicFileAttributes now = attributes(file);
            return Objects.equals(now.fileKey(), lock.fileKey())
                    && now.lastModifiedTime().equals(lock.lastModifiedTime());
        }
    }

    /** {@return the lock if nobody holds it any more; empty when it is held or just vanished} */
    Optional<Stale> find(Path file) throws IOException {
        try {
            BasicFileAttributes lock = attributes(file);
            return reason(file, lock).map(why -> new Stale(lock, why));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<String> reason(Path file, BasicFileAttributes lock) throws IOException {
        Instant touched = lock.lastModifiedTime().toInstant();
        if (!clock.instant().isBefore(touched.plus(LIFE_WITHOUT_TOUCH))) {
            return Optional.of("untouched since " + touched);
        }
        return lock.isRegularFile()
                ? holder(file).flatMap(by -> gone(by, touched))
                : Optional.empty();
    }

    /** {@return who holds a lock, in words for the log} */
    static String describe(Path file) throws IOException {
        try {
            return holder(file).map(by -> "held by " + by).orElse("held by another program");
        } catch (NoSuchFileException _) {
            return "was held until just now";
        }
    }

    private static Optional<LockHolder> holder(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return LockHolder.parse(in.readNBytes(LONGEST_CONTENT));
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

    /** In a container each start has the same process number, so our own says little. */
    private static boolean startedAfter(Instant touched) {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .filter(start -> touched.isBefore(start.minus(START_PRECISION)))
                .isPresent();
    }

    /** Where /proc hides the processes of others, process 1 is hidden too and nothing is known. */
    private static boolean isDead(long pid) {
        return ProcessHandle.of(pid).isEmpty() && ProcessHandle.of(1).isPresent();
    }
}
