package dmail.smtp.delivery;

import dmail.smtp.message.Diagnosis;

/** What came of one attempt to deliver one copy of a message. */
public sealed interface Outcome {
    /** It is in the mailbox, and would be there after a loss of power. */
    record Delivered() implements Outcome {}

    /** It isn't there; to be tried again. {@code why} is for the log and for reports. */
    record Deferred(Diagnosis why) implements Outcome {}

    /** It never will be; {@code why} goes back to the sender. */
    record Refused(Diagnosis why) implements Outcome {}
}
