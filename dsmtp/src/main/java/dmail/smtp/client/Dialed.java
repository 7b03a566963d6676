package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;

/** What came of connecting to a host. */
public sealed interface Dialed {
    /** It takes mail. */
    record Ready(Connection connection) implements Dialed {}

    /** It can't be reached, or doesn't want us. */
    record Failed(DeliveryStatus why) implements Dialed {}
}
