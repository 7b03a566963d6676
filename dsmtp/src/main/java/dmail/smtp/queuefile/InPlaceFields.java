package dmail.smtp.queuefile;

import java.util.List;

/**
 * The lines of a queue file that are overwritten in place; each keeps its length.
 *
 * @param due when the message is tried next
 * @param held whether it is held
 * @param recipients the lines of each recipient that was left when the message was read, in order
 */
public record InPlaceFields(Line due, Line held, List<OfRecipient> recipients) {
    public InPlaceFields {
        recipients = List.copyOf(recipients);
    }

    /**
     * The lines of one recipient.
     *
     * @param done whether it is done
     * @param attempts how many failed so far
     */
    public record OfRecipient(Line done, Line attempts) {}
}
