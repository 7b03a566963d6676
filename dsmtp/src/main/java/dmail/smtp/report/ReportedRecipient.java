package dmail.smtp.report;

import dmail.smtp.message.Action;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Recipient;
import dmail.smtp.protocol.EnhancedCode;

/**
 * What a report says about one recipient.
 *
 * @param why how we know: our own finding, or another host's words
 */
public record ReportedRecipient(Recipient recipient, Action action, DeliveryStatus why) {
    /** RFC 3463 section 3.1: success, and nothing more to say. */
    private static final EnhancedCode SUCCESS = new EnhancedCode(2, 0, 0);

    /** {@return one that has the message, or whose next host has it} */
    public static ReportedRecipient served(
            Recipient recipient, Action action, String host, String reply) {
        return new ReportedRecipient(
                recipient, action, new DeliveryStatus(SUCCESS, "", host, reply));
    }
}
