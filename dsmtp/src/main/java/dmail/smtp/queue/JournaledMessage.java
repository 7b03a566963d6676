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
import dmail.smtp.message.FileBody;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One attempt at a message that is in the journal, which says who doesn't have it yet. */
final class JournaledMessage implements AttemptListener {
    private final JournalEntry entry;
    private final Runnable left;
    private final World world;
    private final Receipts receipts;

    /**
     * What all such messages share.
     *
     * @param queued where those go on that can't be served at once
     * @param conclusions where attempts are concluded that did not reach everybody
     * @param later makes an attempt after a while
     */
    record World(
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
    JournaledMessage(JournalEntry entry, Runnable left, World world) {
        this.entry = entry;
        this.left = left;
        this.world = world;
        this.receipts = new Receipts(entry.envelope());
    }

    /**
     * {@return what is to be tried}
     *
     * @param octets of the message, to be read until it has left the journal
     * @param mayBeThere whether an earlier attempt may have delivered it already
     */
    DeliveryAttempt attempt(Body octets, List<Integer> recipientIndexes, boolean mayBeThere) {
        return new DeliveryAttempt(entry.envelope(), octets, recipientIndexes, mayBeThere, this);
    }

    @Override
    public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
        world.outcomes().count(entry.envelope(), entry.body(), recipientIndexes, receipt);
        List<Integer> done = new ArrayList<>(recipientIndexes);
        // A report quotes the message, whose octets may go once all are done.
        done.removeAll(receipts.add(recipientIndexes, receipt));
        if (done.isEmpty()) {
            return;
        }
        if (receipt.host().isEmpty()) {
            world.journal().done(entry, done);
        } else {
            world.journal().doneForSure(entry, done);
        }
    }

    @Override
    public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
        DeliveryAttempt next = world.queued().expand(entry.envelope(), entry.body(), parts);
        world.journal().movedForSure(entry, List.copyOf(parts.keySet()));
        world.outcomes().reportExpansion(entry.envelope(), entry.body(), parts);
        leave();
        return next;
    }

    @Override
    public void finished(Failures failed) {
        if (failed.isEmpty() && receipts.all().isEmpty()) {
            leave();
        } else {
            world.conclusions().execute(() -> conclude(failed));
        }
    }

    private void conclude(Failures failed) {
        Envelope envelope = entry.envelope();
        List<Integer> recipientIndexes = List.copyOf(failed.why().keySet());
        reportSuccess();
        try {
            RetryDecision decision = world.outcomes().settle(envelope, entry.body(), failed.why());
            if (!decision.givenUp().isEmpty()) {
                world.journal().moved(entry, List.copyOf(decision.givenUp().keySet()));
            }
            recipientIndexes = List.copyOf(decision.again().keySet());
            if (!recipientIndexes.isEmpty()) {
                world.queued().defer(envelope, entry.body(), failed.at(recipientIndexes));
                world.journal().moved(entry, recipientIndexes);
            }
        } catch (IOException failure) {
            world.log().notQueued(envelope.id(), failure);
            tryLater(recipientIndexes);
            return;
        }
        leave();
    }

    private void reportSuccess() {
        SortedMap<Integer, Receipt> wanted = receipts.all();
        if (!wanted.isEmpty()) {
            world.outcomes().reportSuccess(entry.envelope(), entry.body(), wanted);
            world.journal().done(entry, List.copyOf(wanted.keySet()));
        }
    }

    /** What can't be moved to the queue stays in the journal, mostly since the disk is full. */
    private void tryLater(List<Integer> recipientIndexes) {
        JournaledMessage again = new JournaledMessage(entry, left, world);
        world.later().accept(again.attempt(entry.body(), recipientIndexes, true));
    }

    private void leave() {
        // Only a body in a spill file of its own begins at 0.
        if (entry.body() instanceof FileBody(_, long offset, _) && offset == 0) {
            world.spool().remove(entry.envelope().id());
        }
        left.run();
    }
}
