package dmail.smtp.queuefile;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.WholeSeconds;
import java.time.Instant;
import java.util.List;

/**
 * A deferred message.
 *
 * @param envelope with the recipients that are left
 * @param due when it is tried next, a whole second
 * @param flags whether it is held, and whether its sender was told of the delay
 * @param recipients the same recipients, in the same order, with their failures so far
 * @param body the octets
 */
public record QueuedMessage(
        Envelope envelope, Instant due, Flags flags, List<RecipientStatus> recipients, Body body) {
    public QueuedMessage {
        due = WholeSeconds.from(due);
        recipients = List.copyOf(recipients);
    }

    /**
     * Two flags of a queued message.
     *
     * @param held whether it is held
     * @param noticed whether the sender was told of the delay
     */
    public record Flags(boolean held, boolean noticed) {
        /** A new message's. */
        public static final Flags NEW = new Flags(false, false);
    }

    /** Makes a message for these recipients of an envelope. */
    public static QueuedMessage of(
            Envelope from, Instant due, List<RecipientStatus> recipients, Body body) {
        return of(from, due, Flags.NEW, recipients, body);
    }

    private static QueuedMessage of(
            Envelope from, Instant due, Flags flags, List<RecipientStatus> recipients, Body body) {
        Envelope left = from.to(recipients.stream().map(RecipientStatus::recipient).toList());
        return new QueuedMessage(left, due, flags, recipients, body);
    }

    /** {@return the same message with these recipients left, and that due time} */
    public QueuedMessage after(Instant next, Flags changed, List<RecipientStatus> left) {
        return of(envelope, next, changed, left, body);
    }

    /** {@return how often it was tried} */
    public int attempts() {
        return recipients.stream().mapToInt(RecipientStatus::attempts).max().orElse(0);
    }
}
