package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Peer;
import dmail.smtp.message.DeliveryStatus;

/** The log lines of deliveries to other hosts. */
public final class RemoteLog {
    private final Log log;

    public RemoteLog(Log log) {
        this.log = log;
    }

    void delivered(DomainDelivery delivery, int index, Connection connection, String reply) {
        EmailAddress to = delivery.envelope().recipients().get(index).address();
        EmailAddress address = delivery.recipients().getOrDefault(index, to);
        LogLine line = LogLine.of(delivery.envelope().id().text(), "delivered").with("to", to);
        if (!address.equals(to)) {
            line.with("as", address);
        }
        line.with("relay", connection.peer()).with("port", connection.peer().port());
        if (!connection.encryption().isEmpty()) {
            line.with("tls", connection.encryption());
        }
        log.info(line.with("reply", reply));
    }

    void notConnected(Peer peer, DeliveryStatus why) {
        log.info(
                LogLine.of("no connection")
                        .with("relay", peer)
                        .with("port", peer.port())
                        .with("reason", why));
    }

    void unreachable(Domain domain, int messages, DeliveryStatus why) {
        log.info(
                LogLine.of("domain not reached")
                        .with("domain", domain)
                        .with("messages", messages)
                        .with("reason", why));
    }

    void ourBug(Object where, RuntimeException bug) {
        log.error(LogLine.of("delivery fault").with("to", where).with("reason", bug));
    }
}
