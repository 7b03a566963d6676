package dmail.smtp.submission;

/** What is to become of one file of left mail. */
sealed interface PickupOutcome {
    /** It is removed: the message is ours, or its sender was told why not. */
    record Settled() implements PickupOutcome {}

    /** It is tried again. */
    record Waits() implements PickupOutcome {}

    /** Nobody can have been promised that it is safe. */
    record NoMail(String why) implements PickupOutcome {}

    /** It may be mail that somebody has to look after. */
    record Doubtful(String why) implements PickupOutcome {}
}
