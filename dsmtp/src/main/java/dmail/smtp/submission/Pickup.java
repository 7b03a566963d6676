package dmail.smtp.submission;

import dmail.common.io.DurableFiles;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Accepts the pickup files that programs left while the server was down. Each holds one SMTP
 * session with the message in a BDAT chunk, which is run as its owner's session. The file is first
 * moved to a folder where its owner can't replace it, and removed when its message is accepted or
 * its sender was told. One that can't be read is set aside and doesn't block others.
 *
 * <p>However many files there are, a scan chooses a limited number: the oldest first, taking the
 * owners in turn. A round takes ten seconds at most, though each owner has a turn; the next scan
 * finds the rest.
 */
public final class Pickup {
    private static final int MOST_AT_A_LOOK = 10_000;
    private static final Duration LONGEST_PIECE = Duration.ofSeconds(10);

    /**
     * The next scan waits this many times the duration of the last one, since scanning costs
     * processor time.
     */
    private static final int PAUSE_PER_SCAN = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Entries after which the scan yields the processor. */
    private static final int STRIDE = 64;

    private static final Pattern LEFT = Pattern.compile("[0-9a-f]{32}\\.smtp");

    private final SubmitFolder folder;
    private final PickupSubmission takeover;
    private final InstantSource clock;
    private final Log log;
    private final Leftovers leftovers;
    private final PickupQuarantine aside;
    private final WaitingMail waiting = new WaitingMail();
    private final AtomicBoolean atWork = new AtomicBoolean();
    private Instant rested = Instant.MIN;
    private volatile int unremovable;

    /**
     * @param aside where files go that can't be accepted
     */
    public Pickup(
            SubmitFolder folder,
            Path aside,
            LocalSessions sessions,
            RefusalReports reports,
            InstantSource clock,
            Log log) {
        this.folder = folder;
        this.takeover = new PickupSubmission(sessions, reports, clock, log);
        this.clock = clock;
        this.log = log;
        this.leftovers = new Leftovers(clock, log);
        this.aside = new PickupQuarantine(aside, log);
    }

    /**
     * {@return how many entries could not be accepted: set aside or removed since the start, or
     * impossible to move}
     */
    public long troubled() {
        return aside.count() + unremovable;
    }

    /** {@return how many files wait for their turn, or for another try} */
    public long waiting() {
        return waiting.count();
    }

    /** Begins a round on a thread of its own, unless one is under way. */
    public void begin() {
        if (!atWork.getAndSet(true)) {
            Thread.ofVirtual().name("pickup").start(this::runOnce);
        }
    }

    private void runOnce() {
        try {
            run();
        } catch (IOException | DirectoryIteratorException e) {
            log.error(LogLine.of("cannot read pickup folder").with("reason", e));
        } finally {
            atWork.set(false);
        }
    }

    /** One round: new files first, then once more those that were refused temporarily. */
    void run() throws IOException {
        countTaken();
        Set<Path> refused = new HashSet<>();
        boolean changed = takeNew(refused);
        Instant end = clock.instant().plus(LONGEST_PIECE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.taken())) {
            for (Path file : files) {
                if (refused.contains(file)) {
                    continue;
                }
                if (clock.instant().isAfter(end)) {
                    changed |= takeNew(refused);
                    end = clock.instant().plus(LONGEST_PIECE);
                }
                changed |= tryAgain(file);
            }
        }
        aside.endRound();
        if (changed) {
            // Otherwise a loss of power could bring back files that are queued already.
            DurableFiles.syncDirectory(folder.taken());
        }
    }

    private void countTaken() throws IOException {
        waiting.clearTaken();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.taken())) {
            for (Path file : files) {
                PickupFile.of(file).ifPresent(left -> waiting.add(left.owner()));
            }
        }
    }

    private boolean tryAgain(Path file) throws IOException {
        Optional<PickupFile> left = PickupFile.of(file);
        boolean gone = left.isPresent() && isSettled(left.get());
        if (gone) {
            waiting.remove(left.get().owner());
        }
        return gone;
    }

    /**
     * Scans the folder and accepts what was chosen.
     *
     * @param refused gets the files to try again
     * @return whether any file is gone for good
     */
    private boolean takeNew(Set<Path> refused) throws IOException {
        Instant begin = clock.instant();
        if (isResting(begin)) {
            return false;
        }
        PickupOrder order = new PickupOrder(MOST_AT_A_LOOK);
        long rest = look(order);
        Duration took = Duration.between(begin, clock.instant());
        Instant end = begin.plus(took).plus(LONGEST_PIECE);
        boolean changed = false;
        int first = order.owners();
        for (PickupFile left : order.inOrder()) {
            // Otherwise an owner whose files take long would be the only one served.
            boolean isFirst = first-- > 0;
            if (!waiting.mayEnter(left.owner()) || (!isFirst && clock.instant().isAfter(end))) {
                continue;
            }
            rest--;
            Optional<PickupFile> taken = take(left);
            if (taken.isPresent() && isSettled(taken.get())) {
                changed = true;
            } else if (taken.isPresent()) {
                waiting.add(left.owner());
                refused.add(taken.get().file());
            }
        }
        rested = clock.instant().plus(pause(took));
        logWaitingFiles(rest);
        folder.shrink();
        return changed;
    }

    /** A wait that would be longer than any must have begun before the clock was set back. */
    private boolean isResting(Instant now) {
        return now.isBefore(rested) && !now.plus(LONGEST_PAUSE).isBefore(rested);
    }

    private static Duration pause(Duration took) {
        // Duration.multipliedBy uses BigDecimal, whose tables would stay in memory (2 MiB).
        Duration wanted = Duration.ofNanos(took.toNanos() * PAUSE_PER_SCAN);
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }

    /** {@return how many pickup files are in the folder} */
    @SuppressWarnings("ThreadPriorityCheck") // Yielding affects speed only.
    private long look(PickupOrder order) throws IOException {
        Leftovers.Round round = leftovers.new Round();
        long count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.left())) {
            for (Path file : files) {
                if (!LEFT.matcher(file.getFileName().toString()).matches()) {
                    round.look(file);
                } else {
                    Optional<PickupFile> left = PickupFile.of(file);
                    left.filter(some -> waiting.mayEnter(some.owner())).ifPresent(order::add);
                    count += left.isPresent() ? 1 : 0;
                }
                if (count % STRIDE == 0) {
                    Thread.yield();
                }
            }
        }
        unremovable = round.end(folder.left());
        return count;
    }

    /** Logged once, and again only after no file was left over. */
    private void logWaitingFiles(long files) {
        if (files > 0 && waiting.beyond() == 0) {
            log.warning(
                    LogLine.of("pickup folder full")
                            .with("folder", folder.left())
                            .with("files", files));
        }
        waiting.beyond(files);
    }

    /** A folder of another user can't be moved, and needn't be, since it is no mail. */
    private Optional<PickupFile> take(PickupFile left) {
        Path path = folder.taken().resolve(left.file().getFileName());
        try {
            Files.move(left.file(), path, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(new PickupFile(path, left.owner(), left.changed()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            aside.stuck(left.file(), e);
            return Optional.empty();
        }
    }

    /** {@return whether the file is gone} */
    private boolean isSettled(PickupFile left) {
        Path file = left.file();
        if (aside.isStuck(file)) {
            return false;
        }
        try {
            return switch (takeover.of(file)) {
                case PickupOutcome.Settled() -> true;
                case PickupOutcome.Waits() -> false;
                case PickupOutcome.NoMail(String why) -> aside.discard(left, why);
                case PickupOutcome.Doubtful(String why) -> aside.put(left, why);
            };
        } catch (IOException ours) {
            aside.tellOnce(file, Reason.of(ours));
            return false;
        }
    }
}
