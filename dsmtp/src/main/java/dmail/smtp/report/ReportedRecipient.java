package dmail.smtp.report;

import dmail.smtp.message.Action;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Recipient;
import dmail.smtp.protocol.EnhancedCode;

/**
 * What a report says about one recipient.
 *
 * @param why our own finding, or another host's reply
 */
public record ReportedRecipient(Recipient recipient, Action action, DeliveryStatus why) {
    /** RFC 3463 section 3.1: other undefined status, as success. */
    private static final EnhancedCode SUCCESS = new EnhancedCode(2, 0, 0);

    /** {@return one that was served, here or by its next host} */
    public static ReportedRecipient served(
            Recipient recipient, Action action, String host, String reply) {
        return new ReportedRecipient(
                recipient, action, new DeliveryStatus(SUCCESS, "", host, reply));
    }
}
