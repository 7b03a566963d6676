package dmail.smtp.client;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import java.util.List;

/** One message for some recipients at one host. */
public interface OutboundMessage {
    /** {@return the message's envelope, which may have other recipients, too} */
    Envelope envelope();

    Body body();

    /** {@return the recipients at this host: 1 to 100} */
    List<ForwardRecipient> to();
}
