package dmail.smtp.queue.backlog;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.message.BindingChoice;
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
public record BacklogEntry(
        QueueId id,
        Instant accepted,
        String destination,
        QueueIndexEntry indexEntry,
        Instant due,
        State state) {
    /** {@return what is known of a message that was read or written} */
    public static BacklogEntry of(QueuedMessage message) {
        Envelope envelope = message.envelope();
        return new BacklogEntry(
                envelope.id(),
                envelope.accepted(),
                destination(QueueIndexEntry.firstDue(message)),
                QueueIndexEntry.of(message),
                message.due(),
                message.held() ? State.HOLD : State.DEFERRED);
    }

    /** A local failure concerns one mailbox; a remote one concerns the whole domain. */
    private static String destination(RecipientStatus first) {
        EmailAddress address = QueueIndexEntry.goal(first.recipient());
        return first.last().isLocal()
                ? address.toString()
                : destination(
                        QueueIndexEntry.goalDomain(first.recipient()),
                        first.recipient().choice().binding());
    }

    /** {@return the destination of mail for a domain that leaves by a binding} */
    public static String destination(Domain domain, String binding) {
        return binding.equals(BindingChoice.DEFAULT.binding())
                ? domain.name()
                : binding + DestinationQueue.BEFORE_DOMAIN + domain.name();
    }

    /** {@return the domains of the recipients that are left} */
    public List<String> domains() {
        return indexEntry.domains();
    }

    /** {@return the same, deferred until then} */
    public BacklogEntry dueAt(Instant when) {
        return new BacklogEntry(id, accepted, destination, indexEntry, when, State.DEFERRED);
    }

    /** {@return whether it is held} */
    public boolean held() {
        return state == State.HOLD;
    }

    /** {@return the same, held or not, with that due time} */
    public BacklogEntry held(boolean from, Instant when) {
        State next = from ? State.HOLD : State.DEFERRED;
        return new BacklogEntry(id, accepted, destination, indexEntry, when, next);
    }
}
