package dmail.smtp.delivery;

import dmail.smtp.message.DeliveryStatus;

/** What came of one attempt to deliver one copy of a message. */
public sealed interface Outcome {
    /** It is in the mailbox, and would be there after a loss of power. */
    record Delivered() implements Outcome {}

    /** It isn't there; to be tried again. {@code why} is for the log and for reports. */
    record Deferred(DeliveryStatus why) implements Outcome {}

    /** It never will be; {@code why} goes back to the sender. */
    record Refused(DeliveryStatus why) implements Outcome {}
}
