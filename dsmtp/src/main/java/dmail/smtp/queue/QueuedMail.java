package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.Failures;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executor;

/** The messages in the queue: how they are added, and how they are tried. */
final class QueuedMail {
    private final QueueStore store;
    private final OutcomeHandler outcomes;
    private final InstantSource clock;
    private final Executor conclusions;

    /**
     * @param conclusions runs the ends of attempts: never on the thread that delivered last, which
     *     has other work
     */
    QueuedMail(
            QueueStore store, OutcomeHandler outcomes, InstantSource clock, Executor conclusions) {
        this.store = store;
        this.outcomes = outcomes;
        this.clock = clock;
        this.conclusions = conclusions;
    }

    /** {@return the next attempt at a message, for the recipients that are due} */
    DeliveryAttempt attempt(Understood found) {
        QueuedMessage message = found.message();
        boolean all = store.isExpedited(message.envelope().id());
        return attempt(found, all ? message.all() : message.dueAt(clock.instant()));
    }

    private DeliveryAttempt attempt(Understood found, List<Integer> recipientIndexes) {
        return new QueuedAttempt(found, recipientIndexes, store, outcomes, conclusions).attempt();
    }

    /** Queues the recipients that an attempt didn't serve; durable on return. */
    void defer(Envelope envelope, Body body, Failures failed) throws IOException {
        List<RecipientStatus> recipients = new ArrayList<>();
        outcomes.next(envelope, failed, index -> untried(envelope, index))
                .forEach((index, next) ->
                        recipients.add(
                                QueuedAttempt.after(
                                        untried(envelope, index), failed, index, next)));
        store.defer(QueuedMessage.of(envelope, recipients, body), recipients, failed);
    }

    /** {@return the status of a recipient of a message that was never queued} */
    static RecipientStatus untried(Envelope envelope, int index) {
        return RecipientStatus.untried(envelope.recipients().get(index), envelope.accepted());
    }

    /**
     * Queues recipients that were not tried yet, each replaced by its expansion; as durable as
     * {@link #defer}.
     *
     * @return the attempt that begins with them
     */
    DeliveryAttempt expand(Envelope envelope, Body body, SortedMap<Integer, List<Recipient>> parts)
            throws IOException {
        Instant now = clock.instant();
        List<RecipientStatus> recipients =
                parts.values().stream()
                        .flatMap(List::stream)
                        .map(recipient -> RecipientStatus.untried(recipient, now))
                        .toList();
        Understood stored = store.begin(QueuedMessage.of(envelope, recipients, body));
        return attempt(stored, stored.message().all());
    }
}
