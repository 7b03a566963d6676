package dmail.common.mbox;

/** What came of appending one message. The texts are for the log. */
public sealed interface AppendResult {
    /** It is in the drop file, and would be there after a loss of power. */
    record Written() implements AppendResult {}

    /** The drop file would become larger than it may ({@code drop_max}); nothing was written. */
    record Full(String why) implements AppendResult {}

    /** The system refused; what had been written of it is cut off again, or will be mended. */
    record Failed(String why) implements AppendResult {}
}
