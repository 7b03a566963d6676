package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.EtrnNode;
import dmail.smtp.queue.MessageChange.Result;
import dmail.smtp.queue.MessageChange.Work;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueContents;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What an administrator may do with queued messages. */
public final class QueueControl {
    /** RFC 3463 section 3.4: other mail system status. */
    private static final EnhancedCode GIVEN_UP = new EnhancedCode(5, 3, 0);

    /** The most messages shown; a longer list helps nobody. */
    private static final int MOST_SHOWN = 10_000;

    private static final QueueViewer UNSEEN = new QueueViewer() {};

    private final QueueFiles files;
    private final QueueDirectory directory;
    private final Backlog backlog;
    private final OutcomeHandler outcomes;
    private final InstantSource clock;
    private final Expediter expediter;
    private final DeliveryLog log;

    /** Speeds up messages that were made due. */
    interface Expediter {
        /** Lets hosts be tried again that failed recently. */
        void forgetFailures();

        /** Starts due messages; returns at once. */
        void runDue();
    }

    /**
     * @param expediter speeds up messages that were made due
     */
    QueueControl(
            QueueFiles files,
            Backlog backlog,
            OutcomeHandler outcomes,
            InstantSource clock,
            Expediter expediter,
            DeliveryLog log) {
        this.files = files;
        this.directory = files.directory();
        this.backlog = backlog;
        this.outcomes = outcomes;
        this.clock = clock;
        this.expediter = expediter;
        this.log = log;
    }

    /** {@return about how many more messages are on the disk, and are neither tried nor shown} */
    public int onDiskAlone() {
        return backlog.onDiskAlone();
    }

    /** {@return how many messages are tried now; doesn't wait for them} */
    public int tryAll() {
        return makeDue(_ -> true);
    }

    /** {@return how many messages for a node are tried now, without held ones} */
    public int tryNow(EtrnNode node) {
        return makeDue(entry -> entry.domains().stream().anyMatch(node::covers));
    }

    private int makeDue(Predicate<BacklogEntry> which) {
        try {
            return makeDue(which, UNSEEN);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return how many matching messages are tried now, without held ones} */
    public int tryNow(QueuePattern pattern, QueueViewer viewer) throws IOException {
        return makeDue(entry -> isCovered(entry, pattern), viewer);
    }

    /** {@return how many would be; the viewer is told which} */
    public int wouldTry(QueuePattern pattern, QueueViewer viewer) throws IOException {
        int count = 0;
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            if (!entry.held() && isCovered(entry, pattern)) {
                viewer.done(entry.id());
                count++;
            }
        }
        return count;
    }

    private int makeDue(Predicate<BacklogEntry> which, QueueViewer viewer) throws IOException {
        expediter.forgetFailures();
        Instant now = clock.instant();
        int count = 0;
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            if (which.test(entry) && backlog.makeDue(entry.id(), now)) {
                count++;
            }
        }
        expediter.runDue();
        return count;
    }

    private boolean isCovered(BacklogEntry entry, QueuePattern pattern) {
        return switch (pattern.guess(entry)) {
            case COVERED -> true;
            case NOT_COVERED -> false;
            case UNKNOWN -> look(entry.id()).filter(pattern::covers).isPresent();
        };
    }

    private Optional<QueuedMessage> look(QueueId id) {
        try {
            return files.look(id).map(Understood::message);
        } catch (IOException failure) {
            log.notRead(id, failure);
            return Optional.empty();
        }
    }

    /** Shows the matching messages, the oldest first, up to a number; counts all. */
    public QueueContents list(QueuePattern pattern, QueueViewer viewer) throws IOException {
        int shown = 0;
        int found = 0;
        int recipients = 0;
        long octets = 0;
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            Optional<QueueListing> listing =
                    recipients < MOST_SHOWN ? listing(entry, pattern) : Optional.empty();
            if (listing.isPresent()) {
                viewer.found(listing.get());
                recipients += listing.get().message().recipients().size();
                shown++;
            }
            if (listing.isPresent() || (recipients >= MOST_SHOWN && isCovered(entry, pattern))) {
                octets += entry.indexEntry().octets();
                found++;
            }
        }
        return new QueueContents(shown, found, octets, backlog.onDiskAlone(), backlog.count());
    }

    private Optional<QueueListing> listing(BacklogEntry entry, QueuePattern pattern) {
        return pattern.guess(entry) == QueuePattern.Guess.NOT_COVERED
                ? Optional.empty()
                : listing(entry).filter(found -> pattern.covers(found.message()));
    }

    private Optional<QueueListing> listing(BacklogEntry entry) {
        return look(entry.id())
                .map(message ->
                        new QueueListing(
                                message,
                                entry.state(),
                                entry.due(),
                                outcomes.end(entry.accepted(), message.envelope().recipients())));
    }

    /** {@return that message, if it is queued} */
    public Optional<QueueListing> find(QueueId id) {
        return backlog.find(id).flatMap(this::listing);
    }

    /**
     * {@return how many messages there are for each row, most first, and in all}
     *
     * @param row the name of the row in which a domain is counted
     */
    public QueueSummary summary(QueueViewer viewer, UnaryOperator<String> row) throws IOException {
        return QueueSummary.of(backlog, clock.instant(), viewer, row);
    }

    /** Holds messages: they aren't tried until they are released. */
    public QueueChange hold(QueuePattern pattern, Mode mode, QueueViewer viewer)
            throws IOException {
        return change(pattern, mode, viewer, entry -> !entry.held(), this::hold);
    }

    private boolean hold(BacklogEntry entry, Understood found) throws IOException {
        directory.hold(entry.id(), found.fields(), true);
        backlog.add(entry.held(true, entry.due()));
        log.ordered(entry.id(), "held");
        return true;
    }

    /** Releases held messages; they are tried now. */
    public QueueChange release(QueuePattern pattern, Mode mode, QueueViewer viewer)
            throws IOException {
        QueueChange change = change(pattern, mode, viewer, BacklogEntry::held, this::release);
        expediter.runDue();
        return change;
    }

    private boolean release(BacklogEntry entry, Understood found) throws IOException {
        directory.hold(entry.id(), found.fields(), false);
        // In whole seconds, as due times are.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        backlog.add(entry.held(false, now));
        boolean _ = backlog.makeDue(entry.id(), now);
        log.ordered(entry.id(), "released");
        return true;
    }

    /** Removes messages without a report. */
    public QueueChange delete(QueuePattern pattern, Mode mode, QueueViewer viewer)
            throws IOException {
        return change(pattern, mode, viewer, _ -> true, this::delete);
    }

    private boolean delete(BacklogEntry entry, Understood found) throws IOException {
        directory.remove(directory.file(entry.id()));
        backlog.forget(entry.id());
        log.ordered(entry.id(), "deleted");
        return true;
    }

    /** Returns messages to their senders. */
    public QueueChange bounce(QueuePattern pattern, Mode mode, QueueViewer viewer)
            throws IOException {
        return change(pattern, mode, viewer, _ -> true, this::bounce);
    }

    private boolean bounce(BacklogEntry entry, Understood found) throws IOException {
        QueuedMessage message = found.message();
        SortedMap<Integer, DeliveryStatus> why = new TreeMap<>();
        for (int index = 0; index < message.recipients().size(); index++) {
            why.put(index, givenUp(message.recipients().get(index)));
        }
        log.ordered(entry.id(), "given up");
        RetryDecision _ =
                outcomes.settle(
                        message.envelope(),
                        message.body(),
                        Failures.tried(why),
                        message.recipients()::get);
        directory.remove(directory.file(entry.id()));
        backlog.forget(entry.id());
        return true;
    }

    private static DeliveryStatus givenUp(RecipientStatus status) {
        DeliveryStatus last = status.last();
        String text = "given up by the administrator of the mail server";
        return new DeliveryStatus(
                GIVEN_UP,
                status.attempts() == 0 ? text : text + "; at last: " + last.text(),
                last.host(),
                last.reply());
    }

    /** Whether something is done, or only looked what would be. */
    public enum Mode {
        DO,
        DRY_RUN
    }

    private interface Condition {
        boolean isMet(BacklogEntry entry);
    }

    private QueueChange change(
            QueuePattern pattern, Mode mode, QueueViewer viewer, Condition condition, Work work)
            throws IOException {
        MessageChange change = new MessageChange(files, backlog, log);
        int done = 0;
        int busy = 0;
        int failed = 0;
        int gone = 0;
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            if (!condition.isMet(entry) || !isCovered(entry, pattern)) {
                continue;
            }
            switch (mode == Mode.DO ? change.run(entry, work) : dryRun(entry)) {
                case SAME -> {}
                case DONE -> {
                    viewer.done(entry.id());
                    done++;
                }
                case BUSY -> busy++;
                case FAILED -> failed++;
                case GONE -> gone++;
            }
        }
        return new QueueChange(done, busy, failed, gone);
    }

    private static Result dryRun(BacklogEntry entry) {
        return entry.state() == QueueListing.State.ACTIVE ? Result.BUSY : Result.DONE;
    }
}
