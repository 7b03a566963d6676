package dmail.smtp.queue;

import java.time.Instant;
import java.util.List;

/**
 * A message that waits for another attempt.
 *
 * @param envelope with the recipients that are left
 * @param due when it is tried next
 * @param recipients the same recipients, in the same order, with what happened so far
 * @param body the octets
 */
public record QueuedMessage(
        Envelope envelope, Instant due, List<RecipientStatus> recipients, Body body) {
    public QueuedMessage {
        recipients = List.copyOf(recipients);
    }

    /** Makes a message for these recipients of an envelope. */
    public static QueuedMessage of(
            Envelope from, Instant due, List<RecipientStatus> recipients, Body body) {
        Envelope left = from.to(recipients.stream().map(RecipientStatus::recipient).toList());
        return new QueuedMessage(left, due, recipients, body);
    }

    /** {@return how often it was tried in all} */
    public int attempts() {
        return recipients.stream().mapToInt(RecipientStatus::attempts).max().orElse(0);
    }
}
