package dmail.smtp.delivery;

import dmail.smtp.message.Action;

/**
 * How a recipient got the message.
 *
 * @param action what this was
 * @param host the host that took it over, {@code mx.example [192.0.2.1]}, or empty for a mailbox of
 *     ours
 * @param reply that host's last words, or empty
 * @param reportsItself whether that host was told what the sender wants to hear (RFC 3461), so that
 *     a report on success is its affair
 */
public record Receipt(Action action, String host, String reply, boolean reportsItself) {
    /** It lies in a mailbox of ours. */
    public static final Receipt LOCAL = new Receipt(Action.DELIVERED, "", "", false);

    /** It stands for several others, for whom the message is kept from now on. */
    public static final Receipt EXPANDED = new Receipt(Action.EXPANDED, "", "", false);

    /** {@return the receipt of another host} */
    public static Receipt from(String host, String reply, boolean reportsItself) {
        return new Receipt(Action.RELAYED, host, reply, reportsItself);
    }
}
