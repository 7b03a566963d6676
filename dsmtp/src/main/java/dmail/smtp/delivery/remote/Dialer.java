package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Departure;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.Timer;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.limits.Admission;
import dmail.smtp.limits.Lease;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourcePolicy;
import dmail.smtp.source.Sources;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gets connections to hosts, from the source and with the name that the mail is to have. */
public final class Dialer {
    private final Supplier<SourcePolicy> policy;
    private final Supplier<Optional<Outgoing>> outgoing;
    private final Timer timer;
    private final Connector connector;
    private final IdleConnections idle;

    /**
     * @param policy the current one
     * @param outgoing what the current configuration says of bindings and limits
     * @param timer rings when mail that waits for a limit may be sent
     */
    public Dialer(
            Supplier<SourcePolicy> policy,
            Supplier<Optional<Outgoing>> outgoing,
            Connector connector,
            IdleConnections idle,
            Timer timer) {
        this.policy = policy;
        this.outgoing = outgoing;
        this.timer = timer;
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

    /** {@return the limits of a stream, if there are any} */
    Optional<StreamLimits> limits(StreamKey key, Exchangers found) {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty() || !(found instanceof Exchangers.Hosts hosts)) {
            return Optional.empty();
        }
        List<String> best = hosts.best();
        policy.get().found(key.domain(), best);
        return Optional.of(new StreamLimits(outgoing, now.get().limits(), key, best));
    }

    Timer timer() {
        return timer;
    }

    /** {@return a connection, one that rests if there is such a one} */
    ConnectResult connect(
            StreamKey key, Peer peer, OutboundSource source, Optional<StreamLimits> limits) {
        SourcePolicy names = policy.get();
        Departure from =
                new Departure(
                        source.binding(),
                        source.address(),
                        address ->
                                names.ehlo(
                                        source.binding(), key.domain(), key.identity(), address));
        Optional<Connection> resting = idle.take(peer, from);
        if (limits.isPresent()) {
            return resting.isPresent()
                    ? reuse(resting.get(), limits.get())
                    : connect(peer, from, limits.get());
        }
        return resting.isPresent()
                ? new ConnectResult.Ready(resting.get())
                : connector.connect(peer, from);
    }

    private ConnectResult reuse(Connection resting, StreamLimits limits) {
        boolean mayUse =
                !(resting.whenClosed().orElse(null) instanceof Lease lease)
                        || limits.reuse(lease, resting.peer());
        if (mayUse) {
            return new ConnectResult.Ready(resting);
        }
        idle.keep(resting);
        return new ConnectResult.Limited();
    }

    private ConnectResult connect(Peer peer, Departure from, StreamLimits limits) {
        Optional<Admission.Granted> granted = limits.connect(peer);
        if (granted.isEmpty()) {
            limits.holds()
                    .getLast()
                    .counter()
                    .ifPresent(counter ->
                            idle.closeOne(connection ->
                                    connection.whenClosed().orElse(null) instanceof Lease other
                                            && other.has(counter)));
            return new ConnectResult.Limited();
        }
        Lease lease = granted.get().lease();
        boolean isOpen = false;
        try {
            ConnectResult result = connector.connect(peer, from);
            if (result instanceof ConnectResult.Ready(Connection ready)) {
                isOpen = true;
                ready.whenClosed(lease);
            }
            return result;
        } finally {
            granted.get().permit().end();
            if (!isOpen) {
                lease.run();
            }
        }
    }

    /** Takes back a connection, for more mail. */
    void release(Connection connection) {
        if (connection.whenClosed().orElse(null) instanceof Lease lease && lease.isAwaited()) {
            idle.close(connection);
        } else {
            idle.keep(connection);
        }
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
