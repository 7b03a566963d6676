package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
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
 */
public record Envelope(
        QueueId id,
        Instant accepted,
        ReversePath sender,
        List<EmailAddress> recipients,
        boolean eightBit,
        boolean utf8) {
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("no recipients");
        }
    }
}
