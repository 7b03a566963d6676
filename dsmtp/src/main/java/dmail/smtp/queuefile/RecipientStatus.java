package dmail.smtp.queuefile;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Recipient;

/**
 * A recipient that a queued message has still to reach.
 *
 * @param attempts how many failed so far
 * @param last what was found at the last of them; of no meaning before the first
 */
public record RecipientStatus(Recipient recipient, int attempts, DeliveryStatus last) {
    private static final DeliveryStatus NOT_TRIED = DeliveryStatus.ours("not tried yet");

    /** {@return a recipient that was not tried yet} */
    public static RecipientStatus untried(Recipient recipient) {
        return new RecipientStatus(recipient, 0, NOT_TRIED);
    }

    /** {@return what happened so far, for one who takes this recipient's place} */
    public RecipientStatus of(Recipient instead) {
        return new RecipientStatus(instead, attempts, last);
    }

    /** {@return the same without an attempt, since that is known of its host} */
    public RecipientStatus spared(DeliveryStatus known) {
        return new RecipientStatus(recipient, attempts, known);
    }

    /** {@return whether anything has been found about it} */
    public boolean hasMetTrouble() {
        return attempts > 0 || !last.equals(NOT_TRIED);
    }

    /** {@return the same after another attempt that failed} */
    public RecipientStatus failed(DeliveryStatus why) {
        return new RecipientStatus(recipient, attempts + 1, why);
    }
}
