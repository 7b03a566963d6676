package dmail.smtp.queue;

import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.Receipts;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.queuefile.InPlaceFields;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** One attempt at a queued message, whose file records who doesn't have it yet. */
final class QueuedAttempt implements AttemptListener {
    private final QueuedMessage message;
    private final InPlaceFields fields;
    private final QueueStore store;
    private final OutcomeHandler outcomes;
    private final Executor conclusions;
    private final Receipts receipts;
    private volatile boolean delivered;

    /** Whether its file is removed already, since no recipient was left. */
    private volatile boolean removed;

    /**
     * @param conclusions runs what follows when all recipients were tried
     */
    QueuedAttempt(
            Understood found, QueueStore store, OutcomeHandler outcomes, Executor conclusions) {
        this.message = found.message();
        this.fields = found.fields();
        this.store = store;
        this.outcomes = outcomes;
        this.conclusions = conclusions;
        this.receipts = new Receipts(message.envelope());
    }

    /**
     * {@return the attempt} An earlier attempt may have delivered any copy, so each is looked for.
     */
    DeliveryAttempt attempt() {
        List<Integer> all = IntStream.range(0, message.recipients().size()).boxed().toList();
        return new DeliveryAttempt(message.envelope(), message.body(), all, true, this);
    }

    private QueueId id() {
        return message.envelope().id();
    }

    @Override
    public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
        outcomes.count(message.envelope(), message.body(), recipientIndexes, receipt);
        try {
            if (isOverWith(recipientIndexes)) {
                store.remove(id());
                removed = true;
            } else {
                store.done(id(), fields, recipientIndexes);
            }
        } catch (IOException failure) {
            store.notChanged(id(), failure);
        }
        List<Integer> _ = receipts.add(recipientIndexes, receipt);
        delivered = true;
    }

    /** {@return whether no other recipient is left, and none is to be reported} */
    private boolean isOverWith(List<Integer> served) {
        return served.size() == message.recipients().size()
                && message.envelope().recipients().stream()
                        .noneMatch(recipient -> recipient.notifyOn().success());
    }

    @Override
    public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
        List<RecipientStatus> recipients = new ArrayList<>();
        parts.forEach((index, instead) -> {
            RecipientStatus before = message.recipients().get(index);
            instead.forEach(recipient -> recipients.add(before.of(recipient)));
        });
        QueuedMessage expanded = message.after(message.due(), message.flags(), recipients);
        QueuedAttempt next = new QueuedAttempt(store.begin(expanded), store, outcomes, conclusions);
        outcomes.reportExpansion(message.envelope(), message.body(), parts);
        return next.attempt();
    }

    @Override
    public void finished(Failures failed) {
        conclusions.execute(() -> conclude(failed));
    }

    private void conclude(Failures failed) {
        store.ended(id(), delivered);
        SortedMap<Integer, Receipt> wanted = receipts.all();
        if (!wanted.isEmpty()) {
            outcomes.reportSuccess(message.envelope(), message.body(), wanted);
        }
        try {
            RetryDecision decision =
                    outcomes.settle(message.envelope(), message.body(), failed.why());
            if (decision.again().isEmpty()) {
                if (!removed) {
                    store.remove(id());
                }
                store.forget(id());
            } else {
                // Done first, since it needs no room on the disk; what follows may.
                store.done(id(), fields, decision.givenUp().keySet());
                defer(decision, failed.at(decision.again().keySet()));
            }
        } catch (IOException failure) {
            store.putOff(id(), failure);
        }
    }

    private void defer(RetryDecision decision, Failures left) throws IOException {
        Envelope envelope = message.envelope();
        QueuedMessage.Flags before = message.flags();
        boolean noticed = before.noticed() || outcomes.notice(envelope, message.body(), decision);
        QueuedMessage after =
                message.after(
                        outcomes.next(envelope, message.attempts(), left),
                        new QueuedMessage.Flags(before.held(), noticed),
                        recipients(left));
        if (isUntried(left, after)) {
            store.deferUntried(message, after.due(), left);
        } else if (tellsNothingNew(left, after)) {
            store.postpone(after, fields, attempts(left), left);
        } else {
            store.defer(after, left);
        }
    }

    private List<RecipientStatus> recipients(Failures left) {
        List<RecipientStatus> recipients = new ArrayList<>();
        left.why()
                .forEach((index, why) ->
                        recipients.add(after(message.recipients().get(index), left, index, why)));
        return recipients;
    }

    /** {@return the status of a recipient after an attempt that may have skipped it} */
    static RecipientStatus after(
            RecipientStatus before, Failures failed, int index, DeliveryStatus why) {
        return failed.isTried(index) ? before.failed(why) : before.untried(why);
    }

    /** {@return whether every recipient was skipped, and nothing was reported} */
    private boolean isUntried(Failures left, QueuedMessage after) {
        return left.again().isPresent()
                && after.flags().equals(message.flags())
                && after.recipients().size() == message.recipients().size();
    }

    /** {@return whether only numbers and times have changed, which are overwritten in place} */
    private boolean tellsNothingNew(Failures left, QueuedMessage after) {
        return after.flags().equals(message.flags())
                && left.why().entrySet().stream()
                        .allMatch(entry ->
                                message.recipients()
                                        .get(entry.getKey())
                                        .last()
                                        .equals(entry.getValue()));
    }

    /** {@return the number of attempts of each recipient that is tried again, by its index} */
    private Map<Integer, Integer> attempts(Failures left) {
        Map<Integer, Integer> attempts = new HashMap<>();
        for (int index : left.why().keySet()) {
            int before = message.recipients().get(index).attempts();
            attempts.put(index, left.isTried(index) ? before + 1 : before);
        }
        return attempts;
    }
}
