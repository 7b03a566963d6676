package dmail.smtp.session;

/** Where a session stands; each state owns what is known in it and nothing else. */
sealed interface State {
    /** {@return whether recipients are known} */
    default boolean hasEnvelope() {
        return this instanceof Addressing || this instanceof Chunking;
    }

    /** The client hasn't said who it is. */
    record Connected() implements State {}

    /** The client may begin a message. */
    record Identified(HeloName client) implements State {}

    /** The last word has been said. */
    record Closed() implements State {}

    /** MAIL was accepted: recipients may follow, then DATA or BDAT. */
    record Addressing(HeloName client, Transaction transaction) implements State {}

    /** Chunks of a message have come, the last has not (RFC 3030). */
    record Chunking(HeloName client, Transaction transaction, ChunkReceiver chunks)
            implements State {}
}
