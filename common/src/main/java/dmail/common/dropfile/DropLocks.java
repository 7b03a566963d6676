package dmail.common.dropfile;

import dmail.common.io.FolderTrust;
import dmail.common.io.Owner;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Locks drop files; one instance for the process. The order is the same everywhere: a lock by path
 * within the process, the dot-lock, the fcntl lock.
 */
public final class DropLocks {
    private static final String IN_PROCESS = "another thread of this server has it";

    private final PathLocks turns = new PathLocks();
    private final Supplier<LockSettings> settings;
    private final Log log;
    private final InstantSource clock;
    private final DropFileOpener opener;
    private final Replaced replaced;
    private final SafeFolders folders = new SafeFolders(FolderTrust.ofThisProcess());

    /**
     * @param settings asked for each lock; a lock keeps those it was taken with
     */
    public DropLocks(Supplier<LockSettings> settings, Log log, InstantSource clock) {
        this(settings, log, clock, new Replaced(log));
    }

    DropLocks(Supplier<LockSettings> settings, Log log, InstantSource clock, Replaced replaced) {
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        this.opener = new DropFileOpener(() -> settings.get().fcntl());
        this.replaced = replaced;
    }

    /**
     * Locks and opens a drop file; creates it first if there is none.
     *
     * @param dropFile absolute and without {@code ..}
     * @param owner of a new file
     * @param timeout how long to wait for other holders; with zero each lock is tried once
     */
    public LockAttempt acquire(Path dropFile, Owner owner, Duration timeout) {
        if (!dropFile.isAbsolute() || !dropFile.equals(dropFile.normalize())) {
            return new LockAttempt.Unusable(dropFile + ": not an absolute, plain path");
        }
        LockRetry left = new LockRetry(timeout);
        Optional<PathLocks.Turn> turn = turns.take(dropFile, left);
        if (turn.isEmpty()) {
            return new LockAttempt.Busy(dropFile + ": " + IN_PROCESS);
        }
        LockAttempt attempt = lockOutOthers(dropFile, owner, left, turn.get());
        if (!(attempt instanceof LockAttempt.Acquired)) {
            turn.get().giveBack();
        }
        return attempt;
    }

    /**
     * Mutt and other programs take the fcntl lock first. If another program holds it, the dot-lock
     * is released before waiting: otherwise each would wait for the lock that the other has.
     */
    private LockAttempt lockOutOthers(
            Path dropFile, Owner owner, LockRetry left, PathLocks.Turn turn) {
        Path file = DotLocks.of(dropFile);
        DotLocks dotLocks = dotLocks();
        try {
            Optional<String> whyUntrusted = folders.whyUntrusted(dropFile, owner);
            if (whyUntrusted.isPresent()) {
                return new LockAttempt.Unusable(whyUntrusted.get());
            }
            LockAttempt attempt;
            do {
                Optional<DotLock> dotLock = dotLocks.take(dropFile, owner.uid(), left);
                if (dotLock.isEmpty()) {
                    return new LockAttempt.Busy(file + ": " + StaleLocks.describe(file));
                }
                attempt = open(dropFile, owner, dotLock.get(), turn);
            } while (attempt instanceof LockAttempt.Busy && left.pause());
            return attempt;
        } catch (IOException e) {
            return new LockAttempt.Unusable(Reason.of(e));
        }
    }

    private DotLocks dotLocks() {
        LockHolder me = new LockHolder(ProcessHandle.current().pid(), settings.get().host());
        return new DotLocks(me, log, clock);
    }

    private LockAttempt open(Path dropFile, Owner owner, DotLock dotLock, PathLocks.Turn turn) {
        LockAttempt attempt = new LockAttempt.Unusable(dropFile + ": not opened");
        try {
            attempt =
                    switch (opener.open(dropFile, owner, dotLock.maker())) {
                        case DropFileOpener.Opened(FileChannel channel) ->
                                new LockAttempt.Acquired(
                                        new HeldDropLock(
                                                dropFile, channel, dotLock, turn, replaced));
                        case DropFileOpener.Held(String why) -> new LockAttempt.Busy(why);
                        case DropFileOpener.Refused(String why) -> new LockAttempt.Unusable(why);
                    };
        } catch (IOException e) {
            attempt = new LockAttempt.Unusable(Reason.of(e));
        } finally {
            if (!(attempt instanceof LockAttempt.Acquired)) {
                dotLock.release();
            }
        }
        return attempt;
    }
}
