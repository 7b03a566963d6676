package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueListing.State;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a queued message without reading its file.
 *
 * @param lane what it shares its turns with
 * @param indexEntry what may be asked about it
 * @param due when it is tried next
 * @param state what happens to it
 */
record BacklogEntry(
        QueueId id,
        Instant accepted,
        String lane,
        QueueIndexEntry indexEntry,
        Instant due,
        State state) {
    static BacklogEntry of(QueuedMessage message) {
        Envelope envelope = message.envelope();
        return new BacklogEntry(
                envelope.id(),
                envelope.accepted(),
                lane(message.recipients().getFirst()),
                QueueIndexEntry.of(message),
                message.due(),
                message.standing().held() ? State.HOLD : State.DEFERRED);
    }

    /** Trouble of ours is mostly that of one mailbox, other trouble that of a whole domain. */
    private static String lane(RecipientStatus first) {
        EmailAddress address = QueueIndexEntry.goal(first.recipient());
        return first.last().isOurs() ? address.toString() : address.domain().name();
    }

    /** {@return of the recipients that are left} */
    List<String> domains() {
        return indexEntry.domains();
    }

    BacklogEntry dueAt(Instant when) {
        return new BacklogEntry(id, accepted, lane, indexEntry, when, State.DEFERRED);
    }

    /** {@return whether it waits for the administrator} */
    boolean held() {
        return state == State.HOLD;
    }

    BacklogEntry held(boolean from, Instant when) {
        State next = from ? State.HOLD : State.DEFERRED;
        return new BacklogEntry(id, accepted, lane, indexEntry, when, next);
    }
}
