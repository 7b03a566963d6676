package dmail.smtp.queuefile;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.WholeSeconds;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A deferred message.
 *
 * @param envelope with the recipients that are left
 * @param due when it is tried next, a whole second; with it those recipients that are due then, or
 *     all when none is
 * @param held whether it waits for the administrator
 * @param recipients the same recipients, in the same order, with their failures so far
 * @param body the octets
 */
public record QueuedMessage(
        Envelope envelope, Instant due, boolean held, List<RecipientStatus> recipients, Body body) {
    public QueuedMessage {
        due = WholeSeconds.from(due);
        recipients = List.copyOf(recipients);
    }

    /** Makes a message for these recipients of an envelope, due when the first of them is. */
    public static QueuedMessage of(Envelope from, List<RecipientStatus> recipients, Body body) {
        return of(from, false, recipients, body);
    }

    private static QueuedMessage of(
            Envelope from, boolean held, List<RecipientStatus> recipients, Body body) {
        Envelope left = from.to(recipients.stream().map(RecipientStatus::recipient).toList());
        return new QueuedMessage(left, firstDue(recipients), held, recipients, body);
    }

    private static Instant firstDue(List<RecipientStatus> recipients) {
        return recipients.stream()
                .map(RecipientStatus::due)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** {@return the same message with these recipients left, due when the first of them is} */
    public QueuedMessage after(List<RecipientStatus> left) {
        return of(envelope, held, left, body);
    }

    /** {@return the indexes of all its recipients} */
    public List<Integer> all() {
        return IntStream.range(0, recipients.size()).boxed().toList();
    }

    /**
     * {@return the indexes of the recipients that are tried when the message is} These are all when
     * none is due: an administrator may have changed the message's own due time.
     */
    public List<Integer> dueAt(Instant now) {
        // The clock may have been set back since the message became due.
        Instant time = now.isBefore(due) ? due : now;
        List<Integer> found =
                IntStream.range(0, recipients.size())
                        .filter(index -> !recipients.get(index).due().isAfter(time))
                        .boxed()
                        .toList();
        return found.isEmpty() ? all() : found;
    }

    /** {@return how often it was tried} */
    public int attempts() {
        return recipients.stream().mapToInt(RecipientStatus::attempts).max().orElse(0);
    }
}
