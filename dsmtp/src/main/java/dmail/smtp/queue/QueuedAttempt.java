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
import dmail.smtp.report.PartlyReportedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One attempt at a queued message, whose file records who doesn't have it yet. */
final class QueuedAttempt implements AttemptListener {
    private final QueuedMessage message;
    private final InPlaceFields fields;

    /** Those that this attempt is for; the others are not due. */
    private final List<Integer> recipientIndexes;

    private final QueueStore store;
    private final OutcomeHandler outcomes;
    private final Executor conclusions;
    private final Receipts receipts;

    /** Those that are served or given up, though the file doesn't say so yet. */
    private final Set<Integer> unmarked = ConcurrentHashMap.newKeySet();

    private volatile boolean delivered;

    /** Whether its file is removed already, since no recipient was left. */
    private volatile boolean removed;

    /**
     * @param recipientIndexes those that are tried
     * @param conclusions runs what follows when all recipients were tried
     */
    QueuedAttempt(
            Understood found,
            List<Integer> recipientIndexes,
            QueueStore store,
            OutcomeHandler outcomes,
            Executor conclusions) {
        this.message = found.message();
        this.fields = found.fields();
        this.recipientIndexes = List.copyOf(recipientIndexes);
        this.store = store;
        this.outcomes = outcomes;
        this.conclusions = conclusions;
        this.receipts = new Receipts(message.envelope());
    }

    /**
     * {@return the attempt} An earlier attempt may have delivered any copy, so each is looked for.
     */
    DeliveryAttempt attempt() {
        return new DeliveryAttempt(
                message.envelope(), message.body(), recipientIndexes, true, this);
    }

    private QueueId id() {
        return message.envelope().id();
    }

    @Override
    public void delivered(List<Integer> served, Receipt receipt) {
        outcomes.count(message.envelope(), message.body(), served, receipt);
        try {
            if (isOverWith(served)) {
                store.remove(id());
                removed = true;
            } else {
                store.done(id(), fields, served);
            }
        } catch (IOException failure) {
            unmarked.addAll(served);
            store.notChanged(id(), failure);
        }
        List<Integer> _ = receipts.add(served, receipt);
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
        List<Integer> tried = new ArrayList<>();
        for (int index = 0; index < message.recipients().size(); index++) {
            RecipientStatus before = message.recipients().get(index);
            if (!parts.containsKey(index)) {
                recipients.add(before);
                continue;
            }
            for (Recipient recipient : parts.get(index)) {
                tried.add(recipients.size());
                recipients.add(before.of(recipient));
            }
        }
        QueuedMessage expanded = message.after(recipients);
        QueuedAttempt next =
                new QueuedAttempt(store.begin(expanded), tried, store, outcomes, conclusions);
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
                    outcomes.settle(message.envelope(), message.body(), failed, this::before);
            if (decision.again().isEmpty() && isForAll()) {
                if (!removed) {
                    store.remove(id());
                }
                store.forget(id());
            } else {
                // Done first, since it needs no room on the disk; what follows may.
                unmarked.addAll(decision.givenUp().keySet());
                store.done(id(), fields, unmarked);
                defer(failed.at(decision.again().keySet()));
            }
        } catch (IOException failure) {
            keep(PartlyReportedException.in(failure));
            store.putOff(id(), failure);
        }
    }

    private RecipientStatus before(int index) {
        return message.recipients().get(index);
    }

    /** Who is reported isn't tried again, even if the others can't be decided on now. */
    private void keep(List<Integer> reported) {
        if (reported.isEmpty()) {
            return;
        }
        unmarked.addAll(reported);
        try {
            store.done(id(), fields, unmarked);
        } catch (IOException failure) {
            store.notChanged(id(), failure);
        }
    }

    private boolean isForAll() {
        return recipientIndexes.size() == message.recipients().size();
    }

    private void defer(Failures left) throws IOException {
        Envelope envelope = message.envelope();
        Set<Integer> told = outcomes.notice(envelope, message.body(), left, this::before);
        SortedMap<Integer, RecipientStatus> tried =
                tried(left, outcomes.next(envelope, left, this::before), told);
        QueuedMessage after = message.after(withOthers(tried));
        if (told.isEmpty() && isUntried(left, after)) {
            store.deferUntried(message, after.due(), left);
        } else if (told.isEmpty() && tellsNothingNew(left) && fields.haveRoomFor(after)) {
            store.postpone(after, fields, tried, left);
        } else {
            store.defer(after, tried.values(), left);
        }
    }

    private SortedMap<Integer, RecipientStatus> tried(
            Failures left, SortedMap<Integer, Instant> next, Set<Integer> told) {
        SortedMap<Integer, RecipientStatus> tried = new TreeMap<>();
        next.forEach((index, due) -> {
            RecipientStatus after = after(before(index), left, index, due);
            tried.put(index, told.contains(index) ? after.withNotice() : after);
        });
        return tried;
    }

    /** {@return these and the recipients that were not due, in the order of the message} */
    private List<RecipientStatus> withOthers(SortedMap<Integer, RecipientStatus> tried) {
        SortedMap<Integer, RecipientStatus> recipients = new TreeMap<>();
        for (int index : message.all()) {
            recipients.put(index, message.recipients().get(index));
        }
        recipients.keySet().removeAll(Set.copyOf(recipientIndexes));
        recipients.putAll(tried);
        return List.copyOf(recipients.values());
    }

    /**
     * {@return the status of a recipient after an attempt that may have skipped it}
     *
     * @param next when it is tried next
     */
    static RecipientStatus after(RecipientStatus before, Failures failed, int index, Instant next) {
        DeliveryStatus why = Objects.requireNonNull(failed.why().get(index));
        return failed.isTried(index) ? before.failed(why, next) : before.untried(why, next);
    }

    /** {@return whether every recipient was skipped} */
    private boolean isUntried(Failures left, QueuedMessage after) {
        return left.again().isPresent() && after.recipients().size() == message.recipients().size();
    }

    /** {@return whether only numbers and times have changed, which are overwritten in place} */
    private boolean tellsNothingNew(Failures left) {
        return left.why().entrySet().stream()
                .allMatch(entry -> before(entry.getKey()).last().equals(entry.getValue()));
    }
}
