package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Departure;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourcePolicy;
import dmail.smtp.source.Sources;
import java.util.Optional;
import java.util.function.Supplier;

/** Gets connections to hosts, from the source and with the name that the mail is to have. */
public final class Dialer {
    private final Supplier<SourcePolicy> policy;
    private final Connector connector;
    private final IdleConnections idle;

    /**
     * @param policy the current one
     */
    public Dialer(Supplier<SourcePolicy> policy, Connector connector, IdleConnections idle) {
        this.policy = policy;
        this.connector = connector;
        this.idle = idle;
    }

    /** {@return the stream of a recipient, by index in the envelope} */
    StreamKey key(DeliveryAttempt attempt, int recipientIndex, Domain domain) {
        Recipient recipient = attempt.envelope().recipients().get(recipientIndex);
        String binding = recipient.choice().binding();
        return new StreamKey(
                domain,
                binding,
                policy.get()
                        .identity(
                                attempt.envelope().sender(),
                                attempt.envelope().reception(),
                                recipient.address(),
                                binding));
    }

    /** {@return what options say of a stream} */
    StreamOptions options(StreamKey key) {
        return StreamOptions.of(key, policy.get());
    }

    /** {@return from where a stream's mail may be sent to one address of a host} */
    Sources sources(StreamKey key, Peer peer) {
        return policy.get().sources(key.binding(), key.identity(), peer.address());
    }

    /** {@return a connection, one that rests if there is such a one} */
    ConnectResult connect(StreamKey key, Peer peer, OutboundSource source) {
        SourcePolicy names = policy.get();
        StreamKey leaves =
                source.binding().equals(key.binding())
                        ? key
                        : new StreamKey(key.domain(), source.binding(), key.identity());
        Departure from =
                new Departure(
                        source.binding(),
                        source.address(),
                        address ->
                                names.ehlo(source.binding(), key.domain(), key.identity(), address),
                        StreamOptions.of(leaves, names).terms());
        Optional<Connection> resting = idle.take(peer, from);
        return resting.isPresent()
                ? new ConnectResult.Ready(resting.get())
                : connector.connect(peer, from);
    }

    /** Takes back a connection, for more mail. */
    void release(Connection connection) {
        idle.keep(connection);
    }

    /** Ends connections that rest. */
    void closeIdle() {
        idle.closeAll();
    }

    /** Makes no more connections. */
    void stop() {
        connector.stop();
    }
}
