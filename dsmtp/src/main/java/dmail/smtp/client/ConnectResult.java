package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;

/** What came of connecting to a host. */
public sealed interface ConnectResult {
    /** It takes mail. */
    record Ready(Connection connection) implements ConnectResult {}

    /** It can't be reached, or doesn't want us. */
    record Failed(DeliveryStatus why) implements ConnectResult {}
}
