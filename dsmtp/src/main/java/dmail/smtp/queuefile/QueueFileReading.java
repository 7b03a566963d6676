package dmail.smtp.queuefile;

/** What a file in the queue's folder is. */
public sealed interface QueueFileReading {
    /**
     * A message.
     *
     * @param fields the lines that are overwritten in place
     */
    record Understood(QueuedMessage message, InPlaceFields fields) implements QueueFileReading {}

    /** The rest of a message whose recipients are all done. */
    record Finished() implements QueueFileReading {}

    /** No valid message; {@code why} is for the log. */
    record Damaged(String why) implements QueueFileReading {}
}
