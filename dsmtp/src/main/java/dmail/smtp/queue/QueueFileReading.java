package dmail.smtp.queue;

/** What a file in the queue's folder turned out to be. */
public sealed interface QueueFileReading {
    /** A message. */
    record Understood(QueuedMessage message) implements QueueFileReading {}

    /** Something else; {@code why} is for the log. */
    record Damaged(String why) implements QueueFileReading {}
}
