package dmail.common.memory;

/** What memory is held for; {@code status} shows the account by these names. */
public enum MemoryUse {
    /** Sessions, with the lines and SASL answers that are in progress. */
    SESSIONS,
    /** TLS handshakes and TLS sessions. */
    TLS,
    /** Envelopes: reverse paths and recipients of messages that come in. */
    ENVELOPES,
    /** Message bodies while they come in. */
    BODIES,
    /** Mailbox indexes and UIDL sets of POP sessions. */
    MAILBOXES,
    /** What is read of the site's files: users, aliases, domains. */
    TABLES,
    /** What the queue manager knows of queued messages. */
    QUEUE
}
