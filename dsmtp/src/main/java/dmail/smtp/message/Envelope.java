package dmail.smtp.message;

import java.time.Instant;
import java.util.List;

/**
 * The envelope of a message.
 *
 * @param id its queue id, the one that its body was begun with
 * @param accepted when it was accepted
 * @param sender the reverse path
 * @param recipients at least one; each is delivered and reported on its own
 * @param eightBit whether the client said {@code BODY=8BITMIME} (RFC 6152)
 * @param utf8 whether the client said {@code SMTPUTF8} (RFC 6531)
 * @param reports the DSN parameters of MAIL
 */
public record Envelope(
        QueueId id,
        Instant accepted,
        ReversePath sender,
        List<Recipient> recipients,
        boolean eightBit,
        boolean utf8,
        DsnRequest reports) {
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("no recipients");
        }
    }

    /** {@return the same envelope with other recipients} */
    public Envelope to(List<Recipient> others) {
        return new Envelope(id, accepted, sender, others, eightBit, utf8, reports);
    }
}
