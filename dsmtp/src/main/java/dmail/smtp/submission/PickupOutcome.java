package dmail.smtp.submission;

/** What happens to a pickup file. */
sealed interface PickupOutcome {
    /** Removed: its message was accepted, or its sender was told why not. */
    record Settled() implements PickupOutcome {}

    /** Tried again later. */
    record Waits() implements PickupOutcome {}

    /** No mail, so nobody was promised its delivery. */
    record NoMail(String why) implements PickupOutcome {}

    /** It may be mail, so it is set aside for the administrator. */
    record Doubtful(String why) implements PickupOutcome {}
}
