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
        /** {@return whether a message would be changed; throws when it can't be read} */
        boolean concerns(QueuedMessage message) throws IOException;

        /** Shows whom of a message it concerns; throws when the administrator is gone. */
        default void show(QueuedMessage message, QueueViewer viewer) throws IOException {}

        /**
         * Carries it out, and puts the message back into the backlog or forgets it.
         *
         * @return whether it concerned the message; if not, nothing was done
         */
        boolean carryOut(Understood found) throws IOException;
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
            switch (mode == Mode.DO ? change(entry, order) : look(entry, order, viewer)) {
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

    private Result look(BacklogEntry entry, Order order, QueueViewer viewer) throws IOException {
        if (entry.state() == QueueListing.State.ACTIVE) {
            return Result.BUSY;
        }
        Optional<QueuedMessage> found;
        try {
            found = files.look(entry.id()).map(Understood::message);
            if (found.isEmpty() || !order.concerns(found.get())) {
                return Result.SAME;
            }
        } catch (IOException failure) {
            log.notRead(entry.id(), failure);
            return Result.FAILED;
        } catch (RuntimeException bug) {
            log.ourBug(entry.id(), bug);
            return Result.FAILED;
        }
        order.show(found.get(), viewer);
        return Result.DONE;
    }

    /** Whatever happens, the message is given back, since else it would not be tried any more. */
    private Result change(BacklogEntry entry, Order order) {
        QueueId id = entry.id();
        if (!backlog.take(id)) {
            return backlog.find(id).isPresent() ? Result.BUSY : Result.SAME;
        }
        try {
            return changeTaken(entry, order);
        } catch (IOException failure) {
            log.notQueued(id, failure);
        } catch (RuntimeException bug) {
            log.ourBug(id, bug);
        }
        backlog.add(entry);
        return Result.FAILED;
    }

    private Result changeTaken(BacklogEntry entry, Order order) throws IOException {
        Optional<Understood> found = files.load(entry.id());
        if (found.isEmpty()) {
            backlog.forget(entry.id());
            return Result.SAME;
        }
        if (!order.carryOut(found.get())) {
            backlog.add(entry);
            return Result.SAME;
        }
        return Result.DONE;
    }
}
