package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.message.QueueId;
import dmail.smtp.queuefile.InPlaceFields;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The queue's files and the backlog together. Each change is made on the disk first, so a restart
 * never finds less than the backlog knows.
 */
final class QueueStore {
    /** How long to leave a message alone whose file can't be read or changed. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final QueueFiles files;
    private final QueueDirectory directory;
    private final Backlog backlog;
    private final InstantSource clock;
    private final DeliveryLog log;

    QueueStore(QueueFiles files, Backlog backlog, InstantSource clock, DeliveryLog log) {
        this.files = files;
        this.directory = files.directory();
        this.backlog = backlog;
        this.clock = clock;
        this.log = log;
    }

    /** Scans the folder; may take long, while mail is accepted and delivered. */
    void scan() {
        backlog.beginScan();
        new QueueScan(files, backlog, log).run();
    }

    /**
     * {@return a message that is to be tried now} Empty when it is gone, or when its file can't be
     * read now; in both cases the backlog is corrected.
     */
    Optional<Understood> take(QueueId id) {
        try {
            Optional<Understood> found = files.load(id);
            if (found.isEmpty()) {
                forget(id);
            }
            return found;
        } catch (IOException failure) {
            log.notRead(id, failure);
            putOff(id);
            return Optional.empty();
        }
    }

    /**
     * Stores a message whose attempt has begun.
     *
     * @return the message as it was stored
     */
    Understood begin(QueuedMessage message) throws IOException {
        QueueId id = message.envelope().id();
        directory.store(message);
        backlog.begin(BacklogEntry.of(message));
        Optional<Understood> stored = files.load(id);
        if (stored.isEmpty()) {
            backlog.forget(id);
            throw new IOException("queue file vanished while it was written");
        }
        return stored.get();
    }

    /**
     * Stores a deferred message; durable on return.
     *
     * @param why the failures of its last attempt
     */
    void defer(QueuedMessage message, Failures why) throws IOException {
        directory.store(message);
        waits(message, why);
    }

    /**
     * The same when nothing has changed but the due time and the numbers of attempts.
     *
     * @param message as it is now
     * @param fields of the file as it was read
     * @param attempts how many failed so far, by the recipient's index in the file
     */
    void postpone(
            QueuedMessage message,
            InPlaceFields fields,
            Map<Integer, Integer> attempts,
            Failures why)
            throws IOException {
        directory.postpone(message.envelope().id(), fields, message.due(), attempts);
        waits(message, why);
    }

    /**
     * The same when every recipient was skipped. The file isn't changed, so a restart finds the
     * message due.
     */
    void deferUntried(QueuedMessage message, Instant due, Failures why) {
        waits(BacklogEntry.of(message).dueAt(due), why);
    }

    private void waits(QueuedMessage message, Failures why) {
        waits(BacklogEntry.of(message), why);
        for (RecipientStatus status : message.recipients()) {
            log.queued(message.envelope().id(), status.recipient(), status.last(), message.due());
        }
    }

    /** A skipped message becomes due earlier when its host recovers. */
    private void waits(BacklogEntry entry, Failures why) {
        if (why.again().isPresent() && !entry.held()) {
            backlog.addUntried(entry);
        } else {
            backlog.add(entry);
        }
    }

    /** Marks recipients as done; needs no room on the disk. */
    void done(QueueId id, InPlaceFields fields, Collection<Integer> recipientIndexes)
            throws IOException {
        directory.done(id, fields, recipientIndexes);
    }

    /** Ends an attempt; one of the methods that store or remove the message follows. */
    void ended(QueueId id, boolean delivered) {
        backlog.ended(id, delivered);
    }

    /** Removes the file of a message whose attempt has not ended yet. */
    void remove(QueueId id) throws IOException {
        directory.remove(directory.file(id));
    }

    /** Forgets a message whose file is gone. */
    void forget(QueueId id) {
        backlog.forget(id);
        log.removed(id);
    }

    /** Leaves a message alone for a while whose file can't be changed. */
    void putOff(QueueId id, IOException why) {
        notChanged(id, why);
        putOff(id);
    }

    /** Logs that a message's file can't be changed. */
    void notChanged(QueueId id, IOException why) {
        log.notQueued(id, why);
    }

    private void putOff(QueueId id) {
        backlog.putOff(id, clock.instant().plus(PAUSE));
    }
}
