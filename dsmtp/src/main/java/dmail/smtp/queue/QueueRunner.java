package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.Timer;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Brings queued messages back to delivery when they are due. */
final class QueueRunner {
    /** How long to leave a message alone whose file can't be read or changed. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final QueueFiles files;
    private final QueueDirectory directory;
    private final Backlog backlog;
    private final OutcomeHandler settlement;
    private final Dispatcher dispatcher;
    private final NewMailPriority precedence;
    private final InstantSource clock;
    private final Timer alarm;
    private final Executor threads;
    private final DeliveryLog log;
    private final AtomicBoolean pausing = new AtomicBoolean();
    private final AtomicBoolean scanning = new AtomicBoolean();
    private volatile Instant lastScan = Instant.MIN;

    QueueRunner(
            QueueFiles files,
            Backlog backlog,
            OutcomeHandler settlement,
            Dispatcher dispatcher,
            NewMailPriority precedence,
            InstantSource clock,
            Timer alarm,
            Executor threads,
            DeliveryLog log) {
        this.files = files;
        this.directory = files.directory();
        this.backlog = backlog;
        this.settlement = settlement;
        this.dispatcher = dispatcher;
        this.precedence = precedence;
        this.clock = clock;
        this.alarm = alarm;
        this.threads = threads;
        this.log = log;
    }

    /** Reads the folder; may take its time while mail is accepted and delivered. */
    void scan() {
        backlog.beginScan();
        new QueueScan(files, backlog, log).run();
        lastScan = clock.instant();
    }

    /**
     * Reads the folder again when there is room for messages that are on the disk alone, or some
     * could not be read; returns at once.
     */
    void scanForMore() {
        Instant now = clock.instant();
        if ((backlog.unread() > 0 || (backlog.leftOut() > 0 && backlog.hasRoomForMany()))
                && !now.isBefore(lastScan.plus(PAUSE))
                && scanning.compareAndSet(false, true)) {
            threads.execute(this::scanOnce);
        }
    }

    private void scanOnce() {
        try {
            scan();
            runDue();
        } finally {
            scanning.set(false);
        }
    }

    /**
     * Takes over the recipients of a message that could not be served at once; when this returns
     * the message needs nothing else to survive.
     */
    void take(Envelope envelope, Body body, Failures failed) throws IOException {
        List<RecipientStatus> recipients = new ArrayList<>();
        failed.why()
                .forEach((place, why) -> {
                    RecipientStatus untried =
                            RecipientStatus.untried(envelope.recipients().get(place));
                    recipients.add(after(untried, failed, place, why));
                });
        Instant due = settlement.next(envelope, 0, failed);
        store(QueuedMessage.of(envelope, due, recipients, body), failed);
    }

    private static RecipientStatus after(
            RecipientStatus before, Failures failed, int index, DeliveryStatus why) {
        return failed.isTried(index) ? before.failed(why) : before.spared(why);
    }

    /**
     * Takes over recipients that were not served yet, each with what it stands for; as durable as
     * the above.
     *
     * @return the round that begins with them
     */
    DeliveryAttempt takeParts(
            Envelope envelope, Body body, SortedMap<Integer, List<Recipient>> parts)
            throws IOException {
        List<RecipientStatus> recipients =
                parts.values().stream()
                        .flatMap(List::stream)
                        .map(RecipientStatus::untried)
                        .toList();
        return keep(QueuedMessage.of(envelope, clock.instant(), recipients, body));
    }

    /** Goes on with what recipients stand for, in place of a round that has told nobody yet. */
    DeliveryAttempt split(QueuedMessage message, SortedMap<Integer, List<Recipient>> parts)
            throws IOException {
        List<RecipientStatus> recipients = new ArrayList<>();
        parts.forEach((place, instead) -> {
            RecipientStatus before = message.recipients().get(place);
            instead.forEach(recipient -> recipients.add(before.of(recipient)));
        });
        return keep(message.after(message.due(), message.standing(), recipients));
    }

    /** Tells the sender of recipients that stand for several. */
    void reportExpansion(QueuedMessage message, SortedMap<Integer, List<Recipient>> parts) {
        settlement.reportExpansion(message.envelope(), message.body(), parts);
    }

    /** Writes a message whose round is under way, and goes on with it as it was written. */
    private DeliveryAttempt keep(QueuedMessage message) throws IOException {
        QueueId id = message.envelope().id();
        directory.store(message);
        backlog.begin(BacklogEntry.of(message));
        Optional<Understood> stored = files.load(id);
        if (stored.isEmpty()) {
            backlog.forget(id);
            throw new IOException("queue file vanished while it was written");
        }
        return round(stored.get());
    }

    private void store(QueuedMessage message, Failures why) throws IOException {
        directory.store(message);
        waits(message, why);
    }

    private void waits(QueuedMessage message, Failures why) {
        waits(BacklogEntry.of(message), why);
        for (RecipientStatus status : message.recipients()) {
            log.queued(message.envelope().id(), status.recipient(), status.last(), message.due());
        }
    }

    /** What was not even tried goes before its time when its host is well again. */
    private void waits(BacklogEntry entry, Failures why) {
        if (why.again().isPresent() && !entry.held()) {
            backlog.addUntried(entry);
        } else {
            backlog.add(entry);
        }
    }

    /** A domain takes mail again: what was not tried for its trouble is due now. */
    void recovered(Domain domain) {
        threads.execute(() -> {
            if (backlog.bringForward(domain.name(), clock.instant())) {
                runDue();
            }
        });
    }

    /** Starts what is due; each message comes back by itself when its round is over. */
    void runDue() {
        List<QueueId> next = takeDue();
        while (!next.isEmpty()) {
            next.forEach(this::begin);
            // Those that were gone already have made room.
            next = takeDue();
        }
    }

    private List<QueueId> takeDue() {
        int room = precedence.room();
        List<QueueId> taken = backlog.takeDue(clock.instant(), room);
        precedence.taken(taken.size());
        if (taken.size() == room && pausing.compareAndSet(false, true)) {
            alarm.after(NewMailPriority.WINDOW, () -> threads.execute(this::goOn));
        }
        return taken;
    }

    private void goOn() {
        pausing.set(false);
        runDue();
    }

    private void begin(QueueId id) {
        try {
            Optional<Understood> found = files.load(id);
            if (found.isPresent()) {
                dispatcher.submit(round(found.get()));
            } else {
                backlog.forget(id);
                log.removed(id);
            }
        } catch (IOException failure) {
            log.notRead(id, failure);
            backlog.putOff(id, clock.instant().plus(PAUSE));
        }
    }

    /** Whatever was tried before may be there, so each copy is looked for. */
    private DeliveryAttempt round(Understood found) {
        QueuedMessage message = found.message();
        List<Integer> all = IntStream.range(0, message.recipients().size()).boxed().toList();
        return new DeliveryAttempt(
                message.envelope(), message.body(), all, true, new QueuedAttempt(found, this));
    }

    /** A round is over; comes from the thread that delivered last, which has other things to do. */
    void ended(QueuedAttempt round, Failures failed) {
        threads.execute(() -> {
            conclude(round, failed);
            runDue();
        });
    }

    private void conclude(QueuedAttempt round, Failures failed) {
        QueuedMessage message = round.message();
        QueueId id = message.envelope().id();
        backlog.ended(id, round.hasDelivered());
        SortedMap<Integer, Receipt> receipts = round.receipts();
        if (!receipts.isEmpty()) {
            settlement.reportSuccess(message.envelope(), message.body(), receipts);
        }
        try {
            RetryDecision verdict =
                    settlement.settle(message.envelope(), message.body(), failed.why());
            if (verdict.again().isEmpty()) {
                if (!round.isRemoved()) {
                    directory.remove(directory.place(id));
                }
                backlog.forget(id);
                log.removed(id);
            } else {
                // At once: this needs no room on the disk, what follows may.
                directory.done(id, round.marks(), verdict.givenUp().keySet());
                goOnWaiting(round, verdict, failed.at(verdict.again().keySet()));
            }
        } catch (IOException failure) {
            log.notQueued(id, failure);
            backlog.putOff(id, clock.instant().plus(PAUSE));
        }
    }

    private void goOnWaiting(QueuedAttempt round, RetryDecision verdict, Failures left)
            throws IOException {
        QueuedMessage before = round.message();
        Envelope envelope = before.envelope();
        boolean noticed =
                before.standing().noticed() || settlement.notice(envelope, before.body(), verdict);
        QueuedMessage after =
                before.after(
                        settlement.next(envelope, before.attempts(), left),
                        new QueuedMessage.Standing(before.standing().held(), noticed),
                        left(before, left));
        if (round.isSpared(left, after)) {
            // Its file goes on saying that it is due: so it will be after a start.
            waits(BacklogEntry.of(before).dueAt(after.due()), left);
        } else if (round.tellsNothingNew(left, after)) {
            directory.postpone(envelope.id(), round.marks(), after.due(), round.attempts(left));
            waits(after, left);
        } else {
            store(after, left);
        }
    }

    private static List<RecipientStatus> left(QueuedMessage message, Failures failed) {
        List<RecipientStatus> left = new ArrayList<>();
        failed.why()
                .forEach((place, why) ->
                        left.add(after(message.recipients().get(place), failed, place, why)));
        return left;
    }

    /** Recipients have the message: nothing may repeat that, even after a crash. */
    void delivered(QueuedAttempt round, List<Integer> recipientIndexes, Receipt receipt) {
        QueuedMessage message = round.message();
        QueueId id = message.envelope().id();
        settlement.count(message.envelope(), message.body(), recipientIndexes, receipt);
        try {
            if (round.isOverWith(recipientIndexes)) {
                directory.remove(directory.place(id));
                round.removed();
            } else {
                directory.done(id, round.marks(), recipientIndexes);
            }
        } catch (IOException failure) {
            log.notQueued(id, failure);
        }
    }
}
