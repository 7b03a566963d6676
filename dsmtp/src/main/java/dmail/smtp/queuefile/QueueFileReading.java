package dmail.smtp.queuefile;

/** What a file in the queue's folder turned out to be. */
public sealed interface QueueFileReading {
    /**
     * A message.
     *
     * @param marks where in the file is what changes
     */
    record Understood(QueuedMessage message, InPlaceFields marks) implements QueueFileReading {}

    /** What is left of a message all of whose recipients are done. */
    record Finished() implements QueueFileReading {}

    /** Something else; {@code why} is for the log. */
    record Damaged(String why) implements QueueFileReading {}
}
