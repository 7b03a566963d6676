package dmail.smtp.queue.backlog;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.util.List;

/**
 * What patterns and summaries ask about a queued message, in memory.
 *
 * @param domains the known destinations of the recipients that are left
 * @param sender the domain of the sender, empty without one
 * @param binding the binding of the recipient that is due first
 * @param whole whether the list has every domain of its addresses, those before forwards too
 * @param octets of the message, limited to an int
 */
public record QueueIndexEntry(
        List<String> domains, String sender, String binding, boolean whole, int octets) {
    public QueueIndexEntry {
        domains = List.copyOf(domains);
    }

    static QueueIndexEntry of(QueuedMessage message) {
        Envelope envelope = message.envelope();
        return new QueueIndexEntry(
                envelope.recipients().stream()
                        .map(recipient -> goal(recipient).domain().name())
                        .distinct()
                        .toList(),
                sender(envelope.sender()),
                firstDue(message).recipient().choice().binding(),
                envelope.recipients().stream().allMatch(QueueIndexEntry::isPlain),
                (int) Math.min(Integer.MAX_VALUE, message.body().length()));
    }

    private static String sender(ReversePath path) {
        return switch (path) {
            case ReversePath.Null() -> "";
            case ReversePath.Sender(EmailAddress from) -> from.domain().name();
        };
    }

    /** {@return the recipient for whom the message is due} */
    static RecipientStatus firstDue(QueuedMessage message) {
        List<RecipientStatus> recipients = message.recipients();
        for (RecipientStatus status : recipients) {
            if (!status.due().isAfter(message.due())) {
                return status;
            }
        }
        return recipients.getFirst();
    }

    /** {@return the destination, as far as it is known} */
    static EmailAddress goal(Recipient recipient) {
        return recipient.target() instanceof Target.Address(EmailAddress found)
                ? found
                : recipient.address();
    }

    private static boolean isPlain(Recipient recipient) {
        return goal(recipient).domain().equals(recipient.address().domain());
    }
}
