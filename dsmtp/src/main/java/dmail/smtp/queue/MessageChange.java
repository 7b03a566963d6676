package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import java.io.IOException;
import java.util.Optional;

/**
 * Changes one queued message at a time for an administrator. The message is taken out of the
 * backlog meanwhile and given back whatever happens, since else it would not be tried any more.
 */
final class MessageChange {
    private final QueueFiles files;
    private final Backlog backlog;
    private final DeliveryLog log;

    MessageChange(QueueFiles files, Backlog backlog, DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.log = log;
    }

    /** What is done with a message. */
    interface Work {
        /**
         * Carries it out, and puts the message back into the backlog or forgets it.
         *
         * @param entry the message as it was in the backlog
         * @return whether it concerned the message; if not, nothing was done
         */
        boolean carryOut(BacklogEntry entry, Understood found) throws IOException;
    }

    /** What became of it. */
    enum Result {
        DONE,
        /** It didn't concern the message. */
        SAME,
        /** The message is being tried. */
        BUSY,
        /** It failed, which is logged. */
        FAILED,
        /** There is no such message any more. */
        GONE
    }

    /** Carries out the work, unless the message is being tried. */
    Result run(BacklogEntry entry, Work work) {
        QueueId id = entry.id();
        if (!backlog.take(id)) {
            return backlog.find(id).isPresent() ? Result.BUSY : Result.GONE;
        }
        boolean isSettled = false;
        try {
            Result result = runTaken(entry, work);
            isSettled = true;
            return result;
        } catch (IOException failure) {
            log.notQueued(id, failure);
            return Result.FAILED;
        } catch (RuntimeException bug) {
            log.ourBug(id, bug);
            return Result.FAILED;
        } finally {
            if (!isSettled) {
                backlog.add(entry);
            }
        }
    }

    private Result runTaken(BacklogEntry entry, Work work) throws IOException {
        Optional<Understood> found = files.load(entry.id());
        if (found.isEmpty()) {
            backlog.forget(entry.id());
            return Result.GONE;
        }
        if (!work.carryOut(entry, found.get())) {
            backlog.add(entry);
            return Result.SAME;
        }
        return Result.DONE;
    }
}
