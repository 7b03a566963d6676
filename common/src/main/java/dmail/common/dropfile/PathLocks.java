package dmail.common.dropfile;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Locks by path between the threads of this process. fcntl locks can't do that, since they belong
 * to the process as a whole.
 */
final class PathLocks {
    private final Map<Path, Slot> slots = new ConcurrentHashMap<>();

    private static final class Slot {
        private final Semaphore free = new Semaphore(1, true);
        private int users;
    }

    /** {@return the lock, or empty when another thread held it for too long} */
    Optional<Turn> take(Path path, LockRetry retry) {
        Slot slot = enter(path);
        if (waitFor(slot, retry)) {
            return Optional.of(new Turn(this, path, slot));
        }
        leave(path);
        return Optional.empty();
    }

    private static boolean waitFor(Slot slot, LockRetry retry) {
        try {
            return slot.free.tryAcquire(retry.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Slot enter(Path path) {
        return slots.compute(
                path,
                (_, known) -> {
                    Slot slot = known == null ? new Slot() : known;
                    slot.users++;
                    return slot;
                });
    }

    private void leave(Path path) {
        slots.computeIfPresent(path, (_, slot) -> --slot.users == 0 ? null : slot);
    }

    /** A held lock; any thread may release it. */
    static final class Turn {
        private final PathLocks turns;
        private final Path path;
        private final Slot slot;

        private Turn(PathLocks turns, Path path, Slot slot) {
            this.turns = turns;
            this.path = path;
            this.slot = slot;
        }

        void giveBack() {
            slot.free.release();
            turns.leave(path);
        }
    }
}
