package dmail.smtp.delivery;

import dmail.common.login.Mailbox;
import java.util.List;

/**
 * One message for one mailbox, which it reaches once, however many of its recipients mean it.
 *
 * @param recipientIndexes the recipients, by their places in the envelope
 * @param repeated whether this run tried it before
 */
public record MailboxDelivery(
        DeliveryAttempt job, Mailbox mailbox, List<Integer> recipientIndexes, boolean repeated) {
    public MailboxDelivery {
        recipientIndexes = List.copyOf(recipientIndexes);
    }

    public MailboxDelivery again() {
        return new MailboxDelivery(job, mailbox, recipientIndexes, true);
    }

    public MailboxCopy copy() {
        return job.copy(repeated);
    }
}
