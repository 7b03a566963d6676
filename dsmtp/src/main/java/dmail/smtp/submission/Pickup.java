package dmail.smtp.submission;

import dmail.common.io.DurableFiles;
import dmail.common.io.HeldFileException;
import dmail.common.io.OddFileException;
import dmail.common.io.OpenedFile;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.queue.FileBody;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Takes up mail that programs left while the server was down. Each file holds one SMTP session, the
 * message in a BDAT chunk, and is played as if its owner had sent it now. It is first moved to a
 * folder where its owner can't exchange it any more, and removed when its message is ours or its
 * sender was told. One that can't be read is set aside and keeps no other from being taken.
 */
public final class Pickup {
    /** Files of one round; those behind them have the next one. */
    private static final int MOST = 1000;

    /** Beyond so many entries the folder is looked at less often. */
    private static final int CROWD = 10_000;

    private static final Duration REST = Duration.ofMinutes(1);

    /** Mail that had to wait so long is given up, as the queue does. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(4);

    private static final Pattern LEFT = Pattern.compile("[0-9a-f]{32}\\.smtp");

    private final SubmitFolder folder;
    private final Path aside;
    private final LocalSessions sessions;
    private final RefusalReports reports;
    private final InstantSource clock;
    private final Log log;
    private final Leftovers leftovers;
    private final AtomicBoolean atWork = new AtomicBoolean();

    /** Names that can't be moved. */
    private final Set<Path> stuck = ConcurrentHashMap.newKeySet();

    /** Names of which the log was told. */
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    private final AtomicLong setAside = new AtomicLong();
    private final WaitingMail waiting = new WaitingMail();
    private Instant rested = Instant.MIN;
    private volatile int unremovable;

    /**
     * @param aside where files go that hold no mail we can take
     */
    public Pickup(
            SubmitFolder folder,
            Path aside,
            LocalSessions sessions,
            RefusalReports reports,
            InstantSource clock,
            Log log) {
        this.folder = folder;
        this.aside = aside;
        this.sessions = sessions;
        this.reports = reports;
        this.clock = clock;
        this.log = log;
        this.leftovers = new Leftovers(clock, log);
    }

    /**
     * {@return how many entries of the folder were no mail that could be taken: those set aside
     * since the start, and those that can't even be moved}
     */
    public long troubled() {
        return setAside.get() + stuck.size() + unremovable;
    }

    /** {@return how many files wait: for their turn, or since they were refused for now} */
    public long waiting() {
        return waiting.count();
    }

    /** Takes up what lies there, on a thread of its own; one round at a time. */
    public void begin() {
        if (!atWork.getAndSet(true)) {
            Thread.ofVirtual().name("pickup").start(this::runOnce);
        }
    }

    private void runOnce() {
        try {
            run();
        } catch (IOException | DirectoryIteratorException e) {
            log.error(LogLine.of("mail left for us not read").with("reason", e));
        } finally {
            atWork.set(false);
        }
    }

    /** Takes up what lies there. */
    void run() throws IOException {
        if (!clock.instant().isBefore(rested)) {
            takeFrom(folder.left());
            folder.shrink();
        }
        boolean changed = false;
        waiting.clearTaken();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.taken())) {
            for (Path file : files) {
                boolean gone = takeUpOrSetAside(file);
                changed |= gone;
                if (!gone) {
                    waiting.stays(file);
                }
            }
        }
        if (changed) {
            // Else a loss of power could bring back what is queued already.
            DurableFiles.syncDirectory(folder.taken());
        }
    }

    private void takeFrom(Path left) throws IOException {
        Leftovers.Round round = leftovers.new Round();
        int count = 0;
        long beyond = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(left)) {
            for (Path file : files) {
                if (!LEFT.matcher(file.getFileName().toString()).matches()) {
                    round.look(file);
                } else if (count >= MOST || !waiting.mayEnter(file)) {
                    beyond++;
                } else if (take(file)) {
                    count++;
                }
            }
        }
        if (beyond > CROWD) {
            rested = clock.instant().plus(REST);
        }
        tellOfCrowd(beyond);
        unremovable = round.end(left);
        told.removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
        stuck.removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Once: it lasts until the last of them is taken. */
    private void tellOfCrowd(long beyond) {
        if (beyond > 0 && waiting.beyond() == 0) {
            log.warning(
                    LogLine.of("much mail was left for us; what is beyond the bounds waits")
                            .with("folder", folder.left())
                            .with("files", beyond));
        }
        waiting.beyond(beyond);
    }

    /** A folder of another user's can't be moved; nor need it be, for it is no mail. */
    private boolean take(Path file) {
        try {
            Files.move(
                    file,
                    folder.taken().resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            stuck(file, e);
            return false;
        }
    }

    private void stuck(Path file, IOException e) {
        if (stuck.size() < MOST) {
            stuck.add(file);
        }
        tellOnce(file, e);
    }

    private void tellOnce(Path file, IOException e) {
        if (told.size() < MOST && told.add(file)) {
            log.error(
                    LogLine.of("mail left for us can't be taken")
                            .with("file", file)
                            .with("why", Reason.of(e)));
        }
    }

    /**
     * Only what its maker made wrong is set aside: our own trouble passes, and sendmail(1) may have
     * promised that the file is safe.
     *
     * @return whether the file is gone
     */
    private boolean takeUpOrSetAside(Path file) {
        if (stuck.contains(file)) {
            return false;
        }
        try {
            return takeUp(file);
        } catch (OddFileException odd) {
            return setAside(file, "no plain file");
        } catch (HeldFileException | AccessDeniedException theirs) {
            return setAside(file, Reason.of(theirs));
        } catch (IOException ours) {
            tellOnce(file, ours);
            return false;
        } catch (RuntimeException bug) {
            return setAside(file, "internal error: " + Reason.of(bug));
        }
    }

    private boolean takeUp(Path file) throws IOException {
        try (OpenedFile opened = OpenedFile.toRead(file)) {
            if (opened.state().links() != 1) {
                return setAside(file, "no plain file");
            }
            return settle(file, opened);
        }
    }

    private boolean settle(Path file, OpenedFile opened) throws IOException {
        PosixFileAttributes facts =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        InputStream in = new BufferedInputStream(Channels.newInputStream(opened.channel()));
        boolean ours = sessions.replay(facts.owner().getName(), in, replies);
        ServerAnswers answers = ServerAnswers.parse(replies.toString(StandardCharsets.ISO_8859_1));
        boolean old =
                facts.lastModifiedTime().toInstant().isBefore(clock.instant().minus(LONGEST_WAIT));
        if (!ours && answers.firstRefusal().startsWith("4") && !old) {
            return false;
        }
        return conclude(file, opened, answers, ours);
    }

    private boolean conclude(Path file, OpenedFile opened, ServerAnswers answers, boolean ours)
            throws IOException {
        boolean reported;
        try {
            reported = tell(file, opened, answers, ours);
        } catch (IOException e) {
            log.error(
                    LogLine.of("no report on mail left for us")
                            .with("file", file)
                            .with("reason", Reason.of(e)));
            // What is ours must not be taken again.
            return ours && setAside(file, "no report on the recipients that were refused");
        }
        return (ours || reported) ? remove(file) : setAside(file, answers.firstRefusal());
    }

    /** What stays would be taken again. */
    private boolean remove(Path file) {
        try {
            Files.delete(file);
            return true;
        } catch (IOException e) {
            return setAside(file, Reason.of(e));
        }
    }

    /** {@return whether the sender hears of all who don't get the message} */
    private boolean tell(Path file, OpenedFile opened, ServerAnswers answers, boolean ours)
            throws IOException {
        opened.channel().position(0);
        Optional<LeftSession> session = LeftSession.read(Channels.newInputStream(opened.channel()));
        List<RefusedRecipient> refused =
                session.map(left -> left.refused(answers, !ours)).orElse(List.of());
        if (session.isEmpty() || refused.isEmpty()) {
            return false;
        }
        LeftSession left = session.get();
        long length = Math.min(left.length(), Math.max(0, opened.state().size() - left.offset()));
        reports.report(left.mail(), refused, new FileBody(file, left.offset(), length));
        return true;
    }

    private boolean setAside(Path file, String why) {
        Path place = aside.resolve(file.getFileName());
        try {
            Files.createDirectories(aside);
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            stuck(file, e);
            return false;
        }
        setAside.incrementAndGet();
        log.error(
                LogLine.of("mail left for us can't be taken").with("file", place).with("why", why));
        return true;
    }
}
