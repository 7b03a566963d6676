package dmail.smtp.delivery.local;

import dmail.common.login.Mailbox;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import java.util.List;

/** Delivers to local mailboxes. */
@FunctionalInterface
public interface LocalDelivery {
    /**
     * Delivers to one mailbox; the caller sees to it that no other delivery to it is under way.
     *
     * @param copies of different messages
     * @return one outcome for each copy, in order
     */
    List<Outcome> deliver(Mailbox mailbox, List<MailboxCopy> copies);
}
