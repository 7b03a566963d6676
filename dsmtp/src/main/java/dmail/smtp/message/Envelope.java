package dmail.smtp.message;

import java.time.Instant;
import java.util.List;

/**
 * What the SMTP dialogue said about a message.
 *
 * @param id its name, the one its body was begun with
 * @param accepted when it became ours
 * @param sender where reports go
 * @param recipients at least one; each is delivered and reported on its own
 * @param eightBit whether {@code BODY=8BITMIME} was said (RFC 6152)
 * @param utf8 whether {@code SMTPUTF8} was said (RFC 6531)
 * @param reports what was said about reports on the whole message
 */
public record Envelope(
        QueueId id,
        Instant accepted,
        ReversePath sender,
        List<Recipient> recipients,
        boolean eightBit,
        boolean utf8,
        ReportWish reports) {
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("no recipients");
        }
    }

    /** {@return the same message for others} */
    public Envelope to(List<Recipient> others) {
        return new Envelope(id, accepted, sender, others, eightBit, utf8, reports);
    }
}
