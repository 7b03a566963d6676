package dmail.common.memory;

/** What memory is used for; {@code status} shows the account by these names. */
public enum MemoryUse {
    /** Sessions, with the lines and SASL responses in progress. */
    SESSIONS,
    /** TLS handshakes and TLS sessions. */
    TLS,
    /** Envelopes: reverse paths and recipients of messages being received. */
    ENVELOPES,
    /** Bodies of messages being received. */
    BODIES,
    /** Mailbox indexes and UIDL sets of POP sessions. */
    MAILBOXES,
    /** Content of the site's files: users, aliases, domains. */
    TABLES,
    /** What the queue manager keeps of each queued message. */
    QUEUE
}
