package dmail.smtp.queuefile;

import java.util.List;
import java.util.Optional;

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

    /** {@return whether they can say when each recipient is due} */
    public boolean haveRoomFor(QueuedMessage message) {
        return recipients.stream().allMatch(lines -> lines.next().isPresent())
                || message.recipients().stream()
                        .allMatch(status -> status.due().equals(message.due()));
    }

    /**
     * The lines of one recipient.
     *
     * @param done whether it is done
     * @param attempts how many failed so far
     * @param next when it is tried next; empty in a file of the old version
     */
    public record OfRecipient(Line done, Line attempts, Optional<Line> next) {}
}
