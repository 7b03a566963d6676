package dmail.smtp.queue;

import dmail.common.address.EmailAddress;

/**
 * A recipient that a queued message has still to reach.
 *
 * @param attempts how many failed so far
 * @param reply what was said at the last of them; empty before the first
 */
public record RecipientStatus(EmailAddress recipient, int attempts, String reply) {

    /** {@return the same after another attempt that failed} */
    public RecipientStatus failed(String why) {
        return new RecipientStatus(recipient, attempts + 1, why);
    }
}
