package dmail.pop.store;

/** What came of removing messages from a mailbox. */
public sealed interface UpdateResult {
    /** The marked messages are gone. */
    record Done(int removed) implements UpdateResult {}

    /** Nothing was removed, and the old file stands; {@code why} is for the log. */
    record NotDone(String why) implements UpdateResult {}
}
