package dmail.smtp.session;

/** The state of a session, with the data that is known in it. */
sealed interface State {
    /** {@return whether recipients are known} */
    default boolean hasEnvelope() {
        return this instanceof Addressing || this instanceof Chunking;
    }

    /** Before HELO or EHLO. */
    record Connected() implements State {}

    /** After HELO or EHLO. */
    record Identified(HeloName client) implements State {}

    /** The session is over. */
    record Closed() implements State {}

    /** MAIL was accepted: RCPT may follow, then DATA or BDAT. */
    record Addressing(HeloName client, Transaction transaction) implements State {}

    /** Chunks of a message have come, but not the last (RFC 3030). */
    record Chunking(HeloName client, Transaction transaction, ChunkReceiver chunks)
            implements State {}
}
