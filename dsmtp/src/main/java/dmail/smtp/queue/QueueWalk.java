package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Goes through the queue and changes its messages, one at a time. */
final class QueueWalk {
    private final QueueFiles files;
    private final Backlog backlog;
    private final DeliveryLog log;

    QueueWalk(QueueFiles files, Backlog backlog, DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.log = log;
    }

    /** What is done with each message. */
    interface Order {
        /** {@return whether it concerns a message; throws when the administrator is gone} */
        boolean concerns(QueuedMessage message) throws IOException;

        /** Carries it out, and puts the message back into the backlog or forgets it. */
        void carryOut(Understood found) throws IOException;
    }

    private enum Result {
        SAME,
        DONE,
        BUSY,
        FAILED
    }

    /**
     * Goes through all messages.
     *
     * @param which tells by the backlog which files are read
     */
    QueueChange run(Predicate<BacklogEntry> which, Mode mode, Order order, QueueViewer viewer)
            throws IOException {
        int done = 0;
        int busy = 0;
        int failed = 0;
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            if (!which.test(entry)) {
                continue;
            }
            switch (mode == Mode.DO ? change(entry, order) : look(entry, order)) {
                case SAME -> {}
                case DONE -> {
                    viewer.done(entry.id());
                    done++;
                }
                case BUSY -> busy++;
                case FAILED -> failed++;
            }
        }
        return new QueueChange(done, busy, failed, 0);
    }

    private Result look(BacklogEntry entry, Order order) throws IOException {
        if (entry.state() == QueueListing.State.ACTIVE) {
            return Result.BUSY;
        }
        Optional<Understood> found;
        try {
            found = files.look(entry.id());
        } catch (IOException failure) {
            log.notRead(entry.id(), failure);
            return Result.FAILED;
        }
        return found.isPresent() && order.concerns(found.get().message())
                ? Result.DONE
                : Result.SAME;
    }

    private Result change(BacklogEntry entry, Order order) {
        QueueId id = entry.id();
        if (!backlog.take(id)) {
            return backlog.find(id).isPresent() ? Result.BUSY : Result.SAME;
        }
        try {
            return changeTaken(entry, order);
        } catch (IOException | RuntimeException failure) {
            log.notQueued(id, failure);
            backlog.add(entry);
            return Result.FAILED;
        }
    }

    private Result changeTaken(BacklogEntry entry, Order order) throws IOException {
        Optional<Understood> found = files.load(entry.id());
        if (found.isEmpty()) {
            backlog.forget(entry.id());
            return Result.SAME;
        }
        if (!order.concerns(found.get().message())) {
            backlog.add(entry);
            return Result.SAME;
        }
        order.carryOut(found.get());
        return Result.DONE;
    }
}
