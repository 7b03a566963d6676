package dmail.smtp.queue;

import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.Receipts;
import dmail.smtp.delivery.Timer;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executor;

/** The messages in the journal: delivered at once, or moved to the queue. */
final class AcceptedMail {
    /** How long to wait when a message can't go to the queue, mostly for a full disk. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Journal journal;
    private final Spool spool;
    private final QueueRunner queue;
    private final OutcomeHandler settlement;
    private final Dispatcher dispatcher;
    private final Timer alarm;
    private final Executor threads;
    private final DeliveryLog log;

    AcceptedMail(
            Journal journal,
            Spool spool,
            QueueRunner queue,
            OutcomeHandler settlement,
            Dispatcher dispatcher,
            Timer alarm,
            Executor threads,
            DeliveryLog log) {
        this.journal = journal;
        this.spool = spool;
        this.queue = queue;
        this.settlement = settlement;
        this.dispatcher = dispatcher;
        this.alarm = alarm;
        this.threads = threads;
        this.log = log;
    }

    /**
     * Begins with a message.
     *
     * @param octets of it, to be read until it has left the journal
     * @param left called when it has left the journal
     */
    void begin(JournalEntry entry, Body octets, Runnable left) {
        dispatcher.submit(job(entry, octets, entry.recipients(), false, left));
    }

    /** Goes on with a message that an earlier run may have delivered. */
    void goOn(JournalEntry entry) {
        dispatcher.submitFirst(job(entry, entry.body(), entry.recipients(), true, () -> {}));
    }

    private DeliveryAttempt job(
            JournalEntry entry,
            Body octets,
            List<Integer> recipientIndexes,
            boolean mayBeThere,
            Runnable left) {
        return new DeliveryAttempt(
                entry.envelope(), octets, recipientIndexes, mayBeThere, new Kept(entry, left));
    }

    private final class Kept implements AttemptListener {
        private final JournalEntry entry;
        private final Runnable left;
        private final Receipts receipts;

        Kept(JournalEntry entry, Runnable left) {
            this.entry = entry;
            this.left = left;
            this.receipts = new Receipts(entry.envelope());
        }

        @Override
        public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
            settlement.count(entry.envelope(), entry.body(), recipientIndexes, receipt);
            List<Integer> done = new ArrayList<>(recipientIndexes);
            // A report quotes the message, whose octets may go once all are done.
            done.removeAll(receipts.add(recipientIndexes, receipt));
            if (done.isEmpty()) {
                return;
            }
            if (receipt.host().isEmpty()) {
                journal.done(entry, done);
            } else {
                journal.doneForSure(entry, done);
            }
        }

        @Override
        public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
            DeliveryAttempt parted = queue.takeParts(entry.envelope(), entry.body(), parts);
            journal.movedForSure(entry, List.copyOf(parts.keySet()));
            settlement.reportExpansion(entry.envelope(), entry.body(), parts);
            leave();
            return parted;
        }

        @Override
        public void finished(Failures failed) {
            if (failed.isEmpty() && receipts.all().isEmpty()) {
                leave();
            } else {
                threads.execute(() -> conclude(failed));
            }
        }

        private void conclude(Failures failed) {
            Envelope envelope = entry.envelope();
            List<Integer> recipientIndexes = List.copyOf(failed.why().keySet());
            reportSuccess();
            try {
                RetryDecision verdict = settlement.settle(envelope, entry.body(), failed.why());
                if (!verdict.givenUp().isEmpty()) {
                    journal.moved(entry, List.copyOf(verdict.givenUp().keySet()));
                }
                recipientIndexes = List.copyOf(verdict.again().keySet());
                if (!recipientIndexes.isEmpty()) {
                    queue.take(envelope, entry.body(), failed.at(recipientIndexes));
                    journal.moved(entry, recipientIndexes);
                }
            } catch (IOException failure) {
                log.notQueued(envelope.id(), failure);
                DeliveryAttempt again = job(entry, entry.body(), recipientIndexes, true, left);
                alarm.after(PAUSE, () -> dispatcher.submit(again));
                return;
            }
            leave();
        }

        private void reportSuccess() {
            SortedMap<Integer, Receipt> wanted = receipts.all();
            if (!wanted.isEmpty()) {
                settlement.reportSuccess(entry.envelope(), entry.body(), wanted);
                journal.done(entry, List.copyOf(wanted.keySet()));
            }
        }

        private void leave() {
            // Only a body in a spill file of its own begins at 0.
            if (entry.body() instanceof FileBody(_, long offset, _) && offset == 0) {
                spool.remove(entry.envelope().id());
            }
            left.run();
        }
    }
}
