package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.queue.MessageChange.Result;
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
    private final MessageChange change;
    private final DeliveryLog log;

    QueueWalk(QueueFiles files, Backlog backlog, DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.change = new MessageChange(files, backlog, log);
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
                case SAME, GONE -> {}
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

    private Result change(BacklogEntry entry, Order order) {
        return change.run(entry, (_, found) -> order.carryOut(found));
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
}
