package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;

/** The result of connecting to a host. */
public sealed interface ConnectResult {
    /** The host is ready for MAIL. */
    record Ready(Connection connection) implements ConnectResult {}

    /** The host can't be reached, or refuses the session. */
    record Failed(DeliveryStatus why) implements ConnectResult {}

    /** A limit of ours is reached, so the host was not asked. */
    record Limited() implements ConnectResult {}

    /** This machine can't use the source, which says nothing of the host. */
    record NoSource(DeliveryStatus why) implements ConnectResult {}
}
