package dmail.smtp.delivery;

import dmail.smtp.message.DeliveryStatus;

/** The result of one attempt to deliver one copy of a message. */
public sealed interface Outcome {
    /** Delivered, and synced to the disk. */
    record Delivered() implements Outcome {}

    /** Not delivered; to be tried again. {@code why} is for the log and for reports. */
    record Deferred(DeliveryStatus why) implements Outcome {}

    /** Permanently failed; {@code why} goes back to the sender. */
    record Refused(DeliveryStatus why) implements Outcome {}
}
