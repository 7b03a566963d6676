package dmail.common.memory;

/** The outcome of evicting a session for a new client when all slots are taken. */
public enum SessionEviction {
    /** A session is about to end. */
    ENDS,
    /**
     * Other groups have as many as this one will have, but no session of theirs has waited long
     * enough.
     */
    NOT_YET,
    /** No other group has as many as this one will have. */
    NOBODY
}
