package dmail.smtp.queue.backlog;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.util.List;
import java.util.function.Predicate;

/**
 * What patterns and summaries ask about a queued message, in memory.
 *
 * @param domains the known destinations of the recipients that are left
 * @param sender the domain of the sender, empty without one
 * @param shares what leaves by each binding; that of the recipient who is due first comes first
 * @param whole whether the list has every domain of its addresses, those before forwards too
 * @param octets of the message, limited to an int
 */
public record QueueIndexEntry(
        List<String> domains, String sender, List<BindingShare> shares, boolean whole, int octets) {
    public QueueIndexEntry {
        domains = List.copyOf(domains);
        shares = List.copyOf(shares);
    }

    /** {@return the binding of the recipient that is due first} */
    public String binding() {
        return shares.getFirst().binding();
    }

    /** {@return whether any recipient leaves by a binding} */
    public boolean leavesBy(String binding) {
        return leavesByAny(binding::equals);
    }

    /** {@return whether any recipient leaves by one of some bindings} */
    public boolean leavesByAny(Predicate<String> bindings) {
        for (BindingShare share : shares) {
            if (bindings.test(share.binding())) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether any recipient of a domain leaves by a binding} */
    public boolean leavesBy(String binding, String domain) {
        for (BindingShare share : shares) {
            if (share.binding().equals(binding) && share.has(domain, domains)) {
                return true;
            }
        }
        return false;
    }

    static QueueIndexEntry of(QueuedMessage message) {
        Envelope envelope = message.envelope();
        return new QueueIndexEntry(
                envelope.recipients().stream()
                        .map(recipient -> goalDomain(recipient).name())
                        .distinct()
                        .toList(),
                sender(envelope.sender()),
                BindingShare.of(message.recipients(), firstDue(message)),
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
        return switch (recipient.target()) {
            case Target.Address(EmailAddress found) -> found;
            case Target.Through(EmailAddress found, _) -> found;
            case Target.Given _, Target.Program _, Target.MailFile _ -> recipient.address();
        };
    }

    /** {@return the domain whose hosts the mail goes to, as far as it is known} */
    static Domain goalDomain(Recipient recipient) {
        return recipient.next(goal(recipient));
    }

    private static boolean isPlain(Recipient recipient) {
        return goalDomain(recipient).equals(recipient.address().domain());
    }
}
