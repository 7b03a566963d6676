package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Departure;
import dmail.smtp.client.Peer;
import dmail.smtp.client.trace.Traces;
import dmail.smtp.client.trace.Transcript;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourcePolicy;
import dmail.smtp.source.Sources;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Gets connections to hosts, from the source and with the name that the mail is to have. */
public final class Dialer {
    private final Supplier<SourcePolicy> policy;
    private final Connector connector;
    private final IdleConnections idle;

    /** Empty until an administrator asks for a trace. */
    private volatile Optional<Traces> traces = Optional.empty();

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

    /** {@return from where a stream's mail may be sent to one address of a host} */
    Sources sources(StreamKey key, Peer peer) {
        return policy.get().sources(key.binding(), key.identity(), peer.address());
    }

    /** {@return a connection, one that rests if there is such a one} */
    ConnectResult connect(StreamKey key, Peer peer, OutboundSource source) {
        Departure from = departure(key, source, transcript(key, peer, source));
        Optional<Connection> resting = idle.take(peer, from);
        if (resting.isPresent()) {
            resting.get().transcript(from.transcript());
            return new ConnectResult.Ready(resting.get());
        }
        return connector.connect(peer, from);
    }

    private Transcript transcript(StreamKey key, Peer peer, OutboundSource source) {
        return traces.flatMap(
                        some -> some.of(source.binding(), key.domain().name(), peer.toString()))
                .orElse(Transcript.NONE);
    }

    private Departure departure(StreamKey key, OutboundSource source, Transcript transcript) {
        SourcePolicy names = policy.get();
        return new Departure(
                source.binding(),
                source.address(),
                address -> names.ehlo(source.binding(), key.domain(), key.identity(), address),
                transcript);
    }

    /** {@return a new connection, for no mail} */
    ConnectResult probe(StreamKey key, Peer peer, OutboundSource source, Transcript transcript) {
        return connector.connect(peer, departure(key, source, transcript));
    }

    /** {@return the traces, which there are from the first call on} */
    public synchronized Traces traces(InstantSource clock) {
        Traces all = traces.orElseGet(() -> new Traces(clock));
        traces = Optional.of(all);
        return all;
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
