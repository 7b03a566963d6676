package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Peer;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import java.net.InetAddress;

/** The log lines of deliveries to other hosts. */
public final class RemoteLog {
    private final Log log;

    public RemoteLog(Log log) {
        this.log = log;
    }

    void delivered(DomainDelivery delivery, int index, Connection connection, String reply) {
        Recipient recipient = delivery.envelope().recipients().get(index);
        EmailAddress to = recipient.address();
        EmailAddress address = delivery.recipients().getOrDefault(index, to);
        LogLine line = LogLine.of(delivery.envelope().id().text(), "delivered").with("to", to);
        if (!address.equals(to)) {
            line.with("as", address);
        }
        line.with("relay", connection.peer()).with("port", connection.peer().port());
        if (!connection.encryption().isEmpty()) {
            line.with("tls", connection.encryption());
        }
        log.info(
                departure(line, delivery.envelope().reception(), recipient, connection)
                        .with("reply", reply));
    }

    /** How the message came in, and how it left. */
    private static LogLine departure(
            LogLine line, Reception reception, Recipient recipient, Connection connection) {
        if (!reception.listener().isEmpty()) {
            line.with("listener", reception.listener());
        }
        reception.reached().ifPresent(reached -> line.with("reached", IpLiteral.text(reached)));
        return line.with("rule", recipient.choice().rule())
                .with("binding", connection.departure().binding())
                .with("source", IpLiteral.text(connection.source()))
                .with("ehlo", connection.ehlo());
    }

    void notConnected(Peer peer, DeliveryStatus why) {
        log.info(
                LogLine.of("no connection")
                        .with("relay", peer)
                        .with("port", peer.port())
                        .with("reason", why));
    }

    void noSource(StreamKey key, Peer peer, String why) {
        log.warning(
                LogLine.of("no source")
                        .with("binding", key.binding())
                        .with("domain", key.domain())
                        .with("relay", peer)
                        .with("port", peer.port())
                        .with("reason", why));
    }

    void sourceMissing(InetAddress source) {
        log.warning(LogLine.of("source missing").with("source", IpLiteral.text(source)));
    }

    void sourceBack(InetAddress source) {
        log.info(LogLine.of("source back").with("source", IpLiteral.text(source)));
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
