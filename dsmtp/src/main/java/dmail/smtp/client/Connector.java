package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.net.StallGuard;
import dmail.smtp.client.local.LocalFault;
import dmail.smtp.message.DeliveryStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connects to other hosts and says EHLO (RFC 5321 sections 3.1 and 3.2). */
public final class Connector {
    private final ClientTimeouts timeouts;
    private final StallGuard stalls;
    private final Encryption encryption;
    private final BrokenExtensions broken;
    private final Channels channels;

    /** Connections that are still being set up. */
    private final Set<Socket> unready = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    /**
     * @param timeouts of connections without terms of their own
     */
    public Connector(
            ClientTimeouts timeouts,
            StallGuard stalls,
            Encryption encryption,
            BrokenExtensions broken,
            Channels channels) {
        this.timeouts = timeouts;
        this.stalls = stalls;
        this.encryption = encryption;
        this.broken = broken;
        this.channels = channels;
    }

    /** {@return all connections that it has opened} */
    public Channels channels() {
        return channels;
    }

    /** {@return a connection ready for MAIL, encrypted if that is offered and works} */
    public ConnectResult connect(Peer peer, Departure from) {
        return connect(peer, from, EncryptionPolicy.WHERE_IT_WORKS);
    }

    ConnectResult connect(Peer peer, Departure from, EncryptionPolicy policy) {
        try {
            return switch (policy) {
                case EncryptionPolicy.WhereItWorks _ ->
                        attempt(peer, from, broken.works(peer, EhloExtension.ENCRYPTION));
                case EncryptionPolicy.Demanded(String by) ->
                        onlySecret(attempt(peer, from, true), by);
            };
        } catch (BrokenExtensionException failure) {
            return switch (policy) {
                case EncryptionPolicy.WhereItWorks _ -> withoutEncryption(peer, from, failure);
                case EncryptionPolicy.Demanded(String by) ->
                        new ConnectResult.Failed(
                                FailurePolicy.notEncrypted(peer, failure.words(), by));
            };
        }
    }

    /**
     * Without encryption the mail is as safe as with a host that offers none. A refusal of this
     * second connection is temporary: the host did greet the first one.
     */
    private ConnectResult withoutEncryption(
            Peer peer, Departure from, BrokenExtensionException failure) {
        broken.add(peer, EhloExtension.ENCRYPTION, failure.words());
        try {
            return switch (attempt(peer, from, false)) {
                case ConnectResult.Ready ready -> ready;
                case ConnectResult.NoSource ours -> ours;
                case ConnectResult.Limited limited -> limited;
                case ConnectResult.Failed(DeliveryStatus why) ->
                        new ConnectResult.Failed(FailurePolicy.temporary(why));
            };
        } catch (BrokenExtensionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ConnectResult onlySecret(ConnectResult result, String by) {
        if (result instanceof ConnectResult.Ready(Connection bare) && bare.encryption().isEmpty()) {
            bare.close();
            return new ConnectResult.Failed(
                    FailurePolicy.notEncrypted(bare.peer(), "it offers none", by));
        }
        return result;
    }

    /**
     * Aborts connections that are being set up, which may otherwise take minutes, and prevents new
     * ones.
     */
    public void stop() {
        stopped = true;
        unready.forEach(Connector::abandon);
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Its thread finds the socket closed even if closing it failed.
        }
    }

    private ConnectResult attempt(Peer peer, Departure from, boolean encrypted)
            throws BrokenExtensionException {
        Socket socket = new Socket();
        unready.add(socket);
        try {
            // Checked after the socket was added: either stop() sees the socket, or this sees
            // stop().
            if (stopped) {
                abandon(socket);
            }
            return attempt(peer, from, socket, encrypted);
        } finally {
            unready.remove(socket);
        }
    }

    private ConnectResult attempt(Peer peer, Departure from, Socket socket, boolean encrypted)
            throws BrokenExtensionException {
        Channel channel = channels.begin(peer, from);
        try {
            open(peer, from, socket);
        } catch (IOException why) {
            return notOpened(peer, from, channel, socket, why);
        }
        Optional<String> forbidden = from.forbids().apply(socket.getLocalAddress());
        if (forbidden.isPresent()) {
            ConnectResult _ = failed(channel, socket, DeliveryStatus.localFailure(forbidden.get()));
            return new ConnectResult.NoSource(DeliveryStatus.localFailure(forbidden.get()));
        }
        channel.enter("greeting", "");
        try {
            return new ConnectResult.Ready(startSession(peer, from, socket, channel, encrypted));
        } catch (BrokenExtensionException why) {
            channel.end();
            abandon(socket);
            throw why;
        } catch (RefusedException refused) {
            return failed(channel, socket, FailurePolicy.siteFailed(peer, refused.reply()));
        } catch (IOException why) {
            return failed(
                    channel, socket, FailurePolicy.connectionLost(peer, channel.stage(), why));
        }
    }

    private ConnectResult notOpened(
            Peer peer, Departure from, Channel channel, Socket socket, IOException why) {
        abandon(socket); // the look at the source may need its file descriptor
        Optional<DeliveryStatus> ours =
                from.source()
                        .filter(source ->
                                !stopped && LocalFault.isOne(socket, source, peer.address(), why))
                        .map(source -> FailurePolicy.noSource(source, peer, why));
        ConnectResult failed =
                failed(channel, socket, ours.orElseGet(() -> FailurePolicy.notReached(peer, why)));
        return ours.<ConnectResult>map(ConnectResult.NoSource::new).orElse(failed);
    }

    private void open(Peer peer, Departure from, Socket socket) throws IOException {
        if (from.source().isPresent()) {
            socket.bind(new InetSocketAddress(from.source().get(), 0));
        }
        long wait = terms(from).timeouts().connect().toMillis();
        socket.connect(peer.socketAddress(), Math.toIntExact(wait));
        socket.setTcpNoDelay(true);
    }

    private ConnectionTerms terms(Departure from) {
        return from.terms().orElseGet(() -> ConnectionTerms.usual(timeouts));
    }

    private static ConnectResult failed(Channel channel, Socket socket, DeliveryStatus why) {
        if (channel.transcript().isListening()) {
            channel.transcript().noted(why.toString());
        }
        channel.end();
        abandon(socket);
        return new ConnectResult.Failed(why);
    }

    private Connection startSession(
            Peer peer, Departure from, Socket socket, Channel channel, boolean encrypted)
            throws IOException {
        InetAddress source = socket.getLocalAddress();
        Domain ehlo = from.ehlo().apply(source);
        channel.leaves(source, ehlo);
        if (from.transcript().isListening()) {
            from.transcript().noted("connected from " + IpLiteral.text(source) + " as " + ehlo);
        }
        ConnectionTerms terms = terms(from);
        HeloDialogue dialogue = new HeloDialogue(peer, ehlo, terms.timeouts(), stalls, channel);
        HeloDialogue.Agreed clear = dialogue.inTheClear(socket);
        HeloDialogue.Agreed agreed = encrypted ? dialogue.encrypt(clear, encryption) : clear;
        return new Connection(peer, from, source, ehlo, agreed, terms, channel, broken);
    }
}
