package dmail.smtp.delivery;

import dmail.smtp.message.Action;

/**
 * How a recipient was served.
 *
 * @param action what happened
 * @param host the host that accepted the message, {@code mx.example [192.0.2.1]}, or empty for a
 *     local mailbox
 * @param reply that host's last reply, or empty
 * @param reportsItself whether that host got the sender's DSN parameters (RFC 3461) and so sends
 *     any report of success itself
 */
public record Receipt(Action action, String host, String reply, boolean reportsItself) {
    /** Delivered to a local mailbox. */
    public static final Receipt LOCAL = new Receipt(Action.DELIVERED, "", "", false);

    /** Expanded to several recipients, for whom the message is stored from now on. */
    public static final Receipt EXPANDED = new Receipt(Action.EXPANDED, "", "", false);

    /** {@return the receipt of a message that another host accepted} */
    public static Receipt from(String host, String reply, boolean reportsItself) {
        return new Receipt(Action.RELAYED, host, reply, reportsItself);
    }
}
