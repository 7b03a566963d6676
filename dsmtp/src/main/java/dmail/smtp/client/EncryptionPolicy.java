package dmail.smtp.client;

/** What is asked of a host before it gets mail. */
sealed interface EncryptionPolicy {
    /** Nothing is asked of a host: mail goes in the clear where encryption doesn't work. */
    EncryptionPolicy WHERE_IT_WORKS = new WhereItWorks();

    /** Encrypted if the host can (RFC 7435). */
    record WhereItWorks() implements EncryptionPolicy {}

    /**
     * Mail waits until the host can be talked to under encryption.
     *
     * @param by what demands it, for logs and reports
     */
    record Demanded(String by) implements EncryptionPolicy {}
}
