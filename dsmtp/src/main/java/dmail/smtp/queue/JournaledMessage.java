package dmail.smtp.queue;

import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.Receipts;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Spool;
import dmail.smtp.report.PartlyReportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One attempt at a message in the journal, which records who doesn't have it yet. */
final class JournaledMessage implements AttemptListener {
    private final JournalEntry entry;
    private final Runnable left;
    private final Shared shared;
    private final Receipts receipts;

    /**
     * What all such messages share.
     *
     * @param queued where those go on that can't be served at once
     * @param conclusions where attempts are concluded that did not reach everybody
     * @param later makes an attempt after a while
     */
    record Shared(
            Journal journal,
            Spool spool,
            QueuedMail queued,
            OutcomeHandler outcomes,
            Executor conclusions,
            Consumer<DeliveryAttempt> later,
            DeliveryLog log) {}

    /**
     * @param left called when the message has left the journal
     */
    JournaledMessage(JournalEntry entry, Runnable left, Shared shared) {
        this.entry = entry;
        this.left = left;
        this.shared = shared;
        this.receipts = new Receipts(entry.envelope());
    }

    /**
     * {@return the attempt}
     *
     * @param octets the body, readable until the message has left the journal
     * @param mayBeThere whether an earlier attempt may have delivered it
     */
    DeliveryAttempt attempt(Body octets, List<Integer> recipientIndexes, boolean mayBeThere) {
        return new DeliveryAttempt(entry.envelope(), octets, recipientIndexes, mayBeThere, this);
    }

    @Override
    public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
        shared.outcomes().count(entry.envelope(), entry.body(), recipientIndexes, receipt);
        List<Integer> done = new ArrayList<>(recipientIndexes);
        // A report quotes the message, whose octets may be overwritten once all recipients are
        // done.
        done.removeAll(receipts.add(recipientIndexes, receipt));
        if (done.isEmpty()) {
            return;
        }
        if (receipt.host().isEmpty()) {
            shared.journal().done(entry, done);
        } else {
            shared.journal().doneForSure(entry, done);
        }
    }

    @Override
    public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
        DeliveryAttempt next = shared.queued().expand(entry.envelope(), entry.body(), parts);
        shared.journal().movedForSure(entry, List.copyOf(parts.keySet()));
        shared.outcomes().reportExpansion(entry.envelope(), entry.body(), parts);
        leave();
        return next;
    }

    @Override
    public void finished(Failures failed) {
        if (failed.isEmpty() && receipts.all().isEmpty()) {
            leave();
        } else {
            shared.conclusions().execute(() -> conclude(failed));
        }
    }

    private void conclude(Failures failed) {
        Envelope envelope = entry.envelope();
        List<Integer> recipientIndexes = List.copyOf(failed.why().keySet());
        reportSuccess();
        try {
            RetryDecision decision =
                    shared.outcomes()
                            .settle(
                                    envelope,
                                    entry.body(),
                                    failed,
                                    index -> QueuedMail.untried(envelope, index));
            if (!decision.givenUp().isEmpty()) {
                shared.journal().moved(entry, List.copyOf(decision.givenUp().keySet()));
            }
            recipientIndexes = List.copyOf(decision.again().keySet());
            if (!recipientIndexes.isEmpty()) {
                shared.queued().defer(envelope, entry.body(), failed.at(recipientIndexes));
                shared.journal().moved(entry, recipientIndexes);
            }
        } catch (IOException failure) {
            shared.log().notQueued(envelope.id(), failure);
            tryLater(left(recipientIndexes, PartlyReportedException.in(failure)));
            return;
        }
        leave();
    }

    /** {@return those that are tried again; who is reported isn't} */
    private List<Integer> left(List<Integer> recipientIndexes, List<Integer> reported) {
        if (reported.isEmpty()) {
            return recipientIndexes;
        }
        shared.journal().moved(entry, reported);
        List<Integer> left = new ArrayList<>(recipientIndexes);
        left.removeAll(reported);
        return left;
    }

    private void reportSuccess() {
        SortedMap<Integer, Receipt> wanted = receipts.all();
        if (!wanted.isEmpty()) {
            shared.outcomes().reportSuccess(entry.envelope(), entry.body(), wanted);
            shared.journal().done(entry, List.copyOf(wanted.keySet()));
        }
    }

    /** What can't be moved to the queue stays in the journal; mostly the disk is full. */
    private void tryLater(List<Integer> recipientIndexes) {
        JournaledMessage again = new JournaledMessage(entry, left, shared);
        shared.later().accept(again.attempt(entry.body(), recipientIndexes, true));
    }

    private void leave() {
        if (entry.isSpilled()) {
            shared.spool().remove(entry.envelope().id());
        }
        left.run();
    }
}
