package dmail.smtp.delivery;

/**
 * How a recipient got the message.
 *
 * @param host the host that took it over, {@code mx.example [192.0.2.1]}, or empty for a mailbox of
 *     ours
 * @param reply that host's last words, or empty
 * @param reportsItself whether that host was told what the sender wants to hear (RFC 3461), so that
 *     a report on success is its affair
 */
record Receipt(String host, String reply, boolean reportsItself) {
    /** It lies in a mailbox of ours. */
    static final Receipt LOCAL = new Receipt("", "", false);
}
