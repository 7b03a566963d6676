package dmail.smtp.delivery.remote;

import dmail.common.address.EmailAddress;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Departure;
import dmail.smtp.client.Peer;
import dmail.smtp.client.trace.Traces;
import dmail.smtp.client.trace.Transcript;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.Timer;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.limits.Admission;
import dmail.smtp.limits.Lease;
import dmail.smtp.message.Recipient;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourcePolicy;
import dmail.smtp.source.Sources;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Gets connections to hosts, from the source and with the name that the mail is to have. */
public final class Dialer {
    private final Supplier<SourcePolicy> policy;
    private final Supplier<Optional<Outgoing>> outgoing;
    private final Timer timer;
    private final Connector connector;
    private final IdleConnections idle;

    /** Empty until an administrator asks for a trace. */
    private volatile Optional<Traces> traces = Optional.empty();

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

    /**
     * {@return the stream of a recipient, by index in the envelope}
     *
     * @param end the address that other hosts are told
     */
    StreamKey key(DeliveryAttempt attempt, int recipientIndex, EmailAddress end) {
        Recipient recipient = attempt.envelope().recipients().get(recipientIndex);
        String binding = recipient.choice().binding();
        return new StreamKey(
                recipient.next(end),
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

    /** {@return where a stream's mail goes; blocks during DNS look-ups} */
    Exchangers lookUp(StreamKey key, MailExchangers exchangers) {
        return ScopedExchangers.of(exchangers, policy.get(), key.binding(), key.domain());
    }

    /** {@return from where a stream's mail may be sent to one address of a host} */
    Sources sources(StreamKey key, Peer peer) {
        return policy.get().sources(key.binding(), key.identity(), peer.address());
    }

    /** {@return whether a stream's binding is still there} */
    boolean hasBinding(StreamKey key) {
        return policy.get().has(key.binding());
    }

    /**
     * {@return whether a stream's mail may be sent to one of some hosts now}
     *
     * @param isThere tells the addresses that this machine has
     */
    boolean isLeading(StreamKey key, List<Peer> peers, Predicate<InetAddress> isThere) {
        SourcePolicy now = policy.get();
        return peers.stream()
                .anyMatch(peer ->
                        now.isLeading(key.binding(), key.identity(), peer.address(), isThere));
    }

    /** {@return the sources that the settings name} */
    Set<InetAddress> namedSources() {
        return policy.get().named();
    }

    /** {@return whether this machine has an address} */
    boolean isThere(InetAddress source) {
        return policy.get().isThere(source);
    }

    /** {@return the limits of a stream, if there are any} */
    Optional<StreamLimits> limits(StreamKey key, Exchangers found) {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty() || !(found instanceof Exchangers.Hosts hosts)) {
            return Optional.empty();
        }
        return Optional.of(new StreamLimits(outgoing, now.get().limits(), key, hosts));
    }

    Timer timer() {
        return timer;
    }

    /** {@return a connection, one that rests if there is such a one} */
    ConnectResult connect(
            StreamKey key, Peer peer, OutboundSource source, Optional<StreamLimits> limits) {
        Departure from = departure(key, source, transcript(key, peer, source));
        Optional<Connection> resting = idle.take(peer, from);
        if (limits.isPresent()) {
            return resting.isPresent()
                    ? reuse(resting.get(), limits.get(), from)
                    : connect(peer, from, limits.get());
        }
        return resting.isPresent() ? ready(resting.get(), from) : connector.connect(peer, from);
    }

    private static ConnectResult ready(Connection resting, Departure from) {
        resting.transcript(from.transcript());
        return new ConnectResult.Ready(resting);
    }

    private Transcript transcript(StreamKey key, Peer peer, OutboundSource source) {
        Optional<Traces> some = traces;
        return some.isEmpty()
                ? Transcript.NONE
                : some.get()
                        .of(source.binding(), key.domain().name(), peer.toString())
                        .orElse(Transcript.NONE);
    }

    private Departure departure(StreamKey key, OutboundSource source, Transcript transcript) {
        SourcePolicy names = policy.get();
        StreamKey leaves =
                source.binding().equals(key.binding())
                        ? key
                        : new StreamKey(key.domain(), source.binding(), key.identity());
        return new Departure(
                source.binding(),
                source.address(),
                address -> names.ehlo(source.binding(), key.domain(), key.identity(), address),
                address -> names.forbids(key.identity(), address),
                StreamOptions.of(leaves, names).terms(),
                transcript);
    }

    /** {@return a new connection, for no mail; no limit counts it} */
    ConnectResult probe(StreamKey key, Peer peer, OutboundSource source, Transcript transcript) {
        return connector.connect(peer, departure(key, source, transcript));
    }

    /** {@return the traces, which there are from the first call on} */
    public synchronized Traces traces(InstantSource clock) {
        Traces all = traces.isPresent() ? traces.get() : new Traces(clock);
        traces = Optional.of(all);
        return all;
    }

    private ConnectResult reuse(Connection resting, StreamLimits limits, Departure from) {
        boolean mayUse =
                !(resting.whenClosed().orElse(null) instanceof Lease lease)
                        || limits.reuse(lease, resting.peer());
        if (mayUse) {
            return ready(resting, from);
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

    /** Ends the traces; no connection is left. */
    void closeTraces() {
        Optional<Traces> some = traces;
        if (some.isPresent()) {
            some.get().close();
        }
    }

    /** Makes no more connections. */
    void stop() {
        connector.stop();
    }
}
