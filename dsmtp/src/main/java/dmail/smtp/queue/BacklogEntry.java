package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.view.QueueListing.State;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a queued message without reading its file.
 *
 * @param destination its destination
 * @param indexEntry what patterns and summaries ask
 * @param due when it is tried next
 * @param state its state
 */
record BacklogEntry(
        QueueId id,
        Instant accepted,
        String destination,
        QueueIndexEntry indexEntry,
        Instant due,
        State state) {
    static BacklogEntry of(QueuedMessage message) {
        Envelope envelope = message.envelope();
        return new BacklogEntry(
                envelope.id(),
                envelope.accepted(),
                destination(message.recipients().getFirst()),
                QueueIndexEntry.of(message),
                message.due(),
                message.flags().held() ? State.HOLD : State.DEFERRED);
    }

    /** A local failure concerns one mailbox; a remote one concerns the whole domain. */
    private static String destination(RecipientStatus first) {
        EmailAddress address = QueueIndexEntry.goal(first.recipient());
        return first.last().isLocal() ? address.toString() : address.domain().name();
    }

    /** {@return the domains of the recipients that are left} */
    List<String> domains() {
        return indexEntry.domains();
    }

    BacklogEntry dueAt(Instant when) {
        return new BacklogEntry(id, accepted, destination, indexEntry, when, State.DEFERRED);
    }

    /** {@return whether it is held} */
    boolean held() {
        return state == State.HOLD;
    }

    BacklogEntry held(boolean from, Instant when) {
        State next = from ? State.HOLD : State.DEFERRED;
        return new BacklogEntry(id, accepted, destination, indexEntry, when, next);
    }
}
