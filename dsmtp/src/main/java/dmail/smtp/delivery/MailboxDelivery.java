package dmail.smtp.delivery;

import dmail.common.login.Mailbox;
import java.util.List;

/**
 * One message for one mailbox, delivered once for all recipients that lead to it.
 *
 * @param recipientIndexes the recipients, by index in the envelope
 * @param repeated whether this run of the server tried it before
 */
public record MailboxDelivery(
        DeliveryAttempt attempt,
        Mailbox mailbox,
        List<Integer> recipientIndexes,
        boolean repeated) {
    public MailboxDelivery {
        recipientIndexes = List.copyOf(recipientIndexes);
    }

    public MailboxDelivery again() {
        return new MailboxDelivery(attempt, mailbox, recipientIndexes, true);
    }

    public MailboxCopy copy() {
        return attempt.copy(repeated);
    }
}
