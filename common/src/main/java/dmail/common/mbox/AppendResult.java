package dmail.common.mbox;

/** The outcome of appending a message. The texts are for the log. */
public sealed interface AppendResult {
    /** Appended and durable. */
    record Written() implements AppendResult {}

    /** The drop file would exceed its limit ({@code drop_max}); nothing was written. */
    record Full(String why) implements AppendResult {}

    /**
     * The system refused; what had been written of the message was cut off again, or the next
     * append does it.
     */
    record Failed(String why) implements AppendResult {}
}
