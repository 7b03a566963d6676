package dmail.smtp.queuefile;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Recipient;

/**
 * The status of one recipient of a queued message.
 *
 * @param attempts how many failed so far
 * @param last the last failure; undefined before the first
 */
public record RecipientStatus(Recipient recipient, int attempts, DeliveryStatus last) {
    private static final DeliveryStatus NOT_TRIED = DeliveryStatus.localFailure("not tried yet");

    /** {@return the status of a new recipient} */
    public static RecipientStatus untried(Recipient recipient) {
        return new RecipientStatus(recipient, 0, NOT_TRIED);
    }

    /** {@return the same status for another recipient that replaces this one} */
    public RecipientStatus of(Recipient instead) {
        return new RecipientStatus(instead, attempts, last);
    }

    /**
     * {@return the status after an attempt that skipped it, because of what is known of its host}
     */
    public RecipientStatus untried(DeliveryStatus known) {
        return new RecipientStatus(recipient, attempts, known);
    }

    /** {@return whether it has failed before} */
    public boolean hasFailedBefore() {
        return attempts > 0 || !last.equals(NOT_TRIED);
    }

    /** {@return the status after a failed attempt} */
    public RecipientStatus failed(DeliveryStatus why) {
        return new RecipientStatus(recipient, attempts + 1, why);
    }
}
