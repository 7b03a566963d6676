package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.queuefile.QueuedMessage;
import java.util.List;

/**
 * What patterns and summaries ask about a queued message, known without reading its file.
 *
 * @param domains where the mail goes for the recipients that are left, as far as that is known
 * @param sender the domain of the sender, empty when there is none
 * @param whole whether these are all domains that its addresses have, those before a forward too
 * @param octets of the message, or as many as an int counts
 */
record QueueIndexEntry(List<String> domains, String sender, boolean whole, int octets) {
    QueueIndexEntry {
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
                envelope.recipients().stream().allMatch(QueueIndexEntry::isPlain),
                (int) Math.min(Integer.MAX_VALUE, message.body().length()));
    }

    private static String sender(ReversePath path) {
        return switch (path) {
            case ReversePath.Null() -> "";
            case ReversePath.Sender(EmailAddress from) -> from.domain().name();
        };
    }

    /** {@return where the mail goes, as far as that is known} */
    static EmailAddress goal(Recipient recipient) {
        return recipient.target() instanceof Target.Address(EmailAddress found)
                ? found
                : recipient.address();
    }

    private static boolean isPlain(Recipient recipient) {
        return goal(recipient).domain().equals(recipient.address().domain());
    }
}
