package dmail.smtp.delivery;

import dmail.common.login.Mailbox;
import java.util.List;

/**
 * One message for one mailbox, which it reaches once, however many of its recipients mean it.
 *
 * @param places the recipients, by their places in the envelope
 * @param repeated whether this run tried it before
 */
public record MailboxDelivery(
        DeliveryAttempt job, Mailbox mailbox, List<Integer> places, boolean repeated) {
    public MailboxDelivery {
        places = List.copyOf(places);
    }

    public MailboxDelivery again() {
        return new MailboxDelivery(job, mailbox, places, true);
    }

    public MailboxCopy copy() {
        return job.copy(repeated);
    }
}
