package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Recipient;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.QueueIndexEntry;
import java.util.Optional;

/**
 * Which queued mail for other hosts is meant.
 *
 * @param binding by which it leaves; empty for any
 * @param domain where it goes, in lower case; empty for any
 */
public record MailSelection(Optional<String> binding, Optional<String> domain) {
    /** {@return the mail of a binding} */
    public static MailSelection of(String binding, Optional<String> domain) {
        return new MailSelection(Optional.of(binding), domain);
    }

    /** {@return whether a message has such a recipient, by what the backlog knows} */
    boolean covers(BacklogEntry entry) {
        QueueIndexEntry index = entry.indexEntry();
        if (binding.isEmpty()) {
            return domain.map(index.domains()::contains).orElse(true);
        }
        return domain.map(name -> index.leavesBy(binding.get(), name))
                .orElseGet(() -> index.leavesBy(binding.get()));
    }

    /**
     * {@return whether a recipient is meant}
     *
     * @param end the address that its mail leaves to
     */
    boolean covers(Recipient recipient, EmailAddress end) {
        return binding.map(recipient.choice().binding()::equals).orElse(true)
                && domain.map(recipient.next(end).name()::equals).orElse(true);
    }
}
