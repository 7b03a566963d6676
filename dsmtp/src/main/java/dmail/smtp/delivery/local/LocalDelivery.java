package dmail.smtp.delivery.local;

import dmail.common.login.Mailbox;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import java.util.List;

/** Delivers to mailboxes of ours. */
@FunctionalInterface
public interface LocalDelivery {
    /**
     * Delivers to one mailbox, where no other delivery of ours is at work meanwhile.
     *
     * @param copies of different messages
     * @return one outcome for each copy, in their order
     */
    List<Outcome> deliver(Mailbox mailbox, List<MailboxCopy> copies);
}
