package dmail.smtp.queuefile;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.WholeSeconds;
import java.time.Instant;

/**
 * The status of one recipient of a queued message.
 *
 * @param attempts how many failed so far
 * @param last the last failure; undefined before the first
 * @param due when it is tried next, a whole second
 * @param noticed whether the sender was told that it is delayed
 */
public record RecipientStatus(
        Recipient recipient, int attempts, DeliveryStatus last, Instant due, boolean noticed) {
    private static final DeliveryStatus NOT_TRIED = DeliveryStatus.localFailure("not tried yet");

    public RecipientStatus {
        due = WholeSeconds.from(due);
    }

    /** The status of a recipient of whose delay the sender doesn't know. */
    public RecipientStatus(Recipient recipient, int attempts, DeliveryStatus last, Instant due) {
        this(recipient, attempts, last, due, false);
    }

    /** {@return the status of a new recipient} */
    public static RecipientStatus untried(Recipient recipient, Instant due) {
        return new RecipientStatus(recipient, 0, NOT_TRIED, due);
    }

    /** {@return the same status for another recipient that replaces this one} */
    public RecipientStatus of(Recipient instead) {
        return new RecipientStatus(instead, attempts, last, due, noticed);
    }

    /**
     * {@return the status after an attempt that skipped it, because of what is known of its host}
     *
     * @param next when it is tried next
     */
    public RecipientStatus untried(DeliveryStatus known, Instant next) {
        return new RecipientStatus(recipient, attempts, known, next, noticed);
    }

    /** {@return whether it has failed before} */
    public boolean hasFailedBefore() {
        return attempts > 0 || !last.equals(NOT_TRIED);
    }

    /**
     * {@return the status after a failed attempt}
     *
     * @param next when it is tried next
     */
    public RecipientStatus failed(DeliveryStatus why, Instant next) {
        return new RecipientStatus(recipient, attempts + 1, why, next, noticed);
    }

    /** {@return the same status, once the sender was told that it is delayed} */
    public RecipientStatus withNotice() {
        return new RecipientStatus(recipient, attempts, last, due, true);
    }
}
