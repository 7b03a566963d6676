package dmail.smtp.client;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import java.util.List;

/** One message for some recipients at one host. */
public interface OutboundMessage {
    /** {@return the message's envelope, which may name others, too} */
    Envelope envelope();

    Body body();

    /** {@return those for whom this host is to take it: at least one, not more than 100} */
    List<ForwardRecipient> to();
}
