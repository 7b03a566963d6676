package dmail.smtp.client;

/** The encryption that is required of a host before it gets mail. */
sealed interface EncryptionPolicy {
    /** Opportunistic: mail goes in clear text where TLS doesn't work. */
    EncryptionPolicy WHERE_IT_WORKS = new WhereItWorks();

    /** Encrypted if the host supports it (RFC 7435). */
    record WhereItWorks() implements EncryptionPolicy {}

    /**
     * Mail is deferred until TLS works.
     *
     * @param by the setting that requires it, for logs and reports
     */
    record Demanded(String by) implements EncryptionPolicy {}
}
