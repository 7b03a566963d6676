package dmail.smtp.queuefile;

import java.util.List;

/**
 * The lines of a queue file that are overwritten in place; each keeps its length for ever.
 *
 * @param due when the message is tried next
 * @param held whether it waits for the administrator
 * @param recipients of those that are left, in the order of the message that was read
 */
public record InPlaceFields(Line due, Line held, List<OfRecipient> recipients) {
    public InPlaceFields {
        recipients = List.copyOf(recipients);
    }

    /**
     * The lines of one recipient.
     *
     * @param done whether it needs no other attempt
     * @param attempts how many failed so far
     */
    public record OfRecipient(Line done, Line attempts) {}
}
