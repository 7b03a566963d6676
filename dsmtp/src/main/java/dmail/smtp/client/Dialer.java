package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.common.net.PatientInput;
import dmail.common.net.StallGuard;
import dmail.smtp.queue.Diagnosis;
import java.io.IOException;
import java.io.Serial;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;

/** Connects to other hosts and introduces us (RFC 5321 section 3.1, section 3.2). */
public final class Dialer {
    /** RFC 5321 section 4.2: the host is ready. */
    private static final int READY = 220;

    private final Supplier<Domain> ourName;
    private final Patience patience;
    private final StallGuard stalls;
    private final Encryption encryption;
    private final Channels channels;

    /** Connections that aren't ready for mail yet. */
    private final Set<Socket> unready = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    /**
     * @param ourName what we call ourselves, by the settings in force
     */
    public Dialer(
            Supplier<Domain> ourName,
            Patience patience,
            StallGuard stalls,
            Encryption encryption,
            Channels channels) {
        this.ourName = ourName;
        this.patience = patience;
        this.stalls = stalls;
        this.encryption = encryption;
        this.channels = channels;
    }

    /** {@return all that it has open} */
    public Channels channels() {
        return channels;
    }

    /** The host offers encryption, and it doesn't work. */
    private static final class NotEncrypted extends IOException {
        @Serial private static final long serialVersionUID = 1;

        NotEncrypted(IOException why) {
            super(why.getMessage(), why);
        }
    }

    /** The host refused to begin. */
    private static final class Refused extends IOException {
        @Serial private static final long serialVersionUID = 1;

        private final transient PeerReply reply;

        Refused(PeerReply reply) {
            super(reply.text());
            this.reply = reply;
        }
    }

    /** {@return a connection ready for messages, encrypted if that is offered and works} */
    public Dialed dial(Peer peer) {
        try {
            return dial(peer, true);
        } catch (NotEncrypted broken) {
            // Without encryption the mail is as safe as with a host that offers none.
            try {
                return dial(peer, false);
            } catch (NotEncrypted impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Gives up what isn't ready for mail, which may take minutes; nothing is dialled any more. */
    public void stop() {
        stopped = true;
        unready.forEach(Dialer::abandon);
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Whoever waits for it finds it closed all the same.
        }
    }

    private Dialed dial(Peer peer, boolean encrypted) throws NotEncrypted {
        Socket socket = new Socket();
        unready.add(socket);
        try {
            // Asked after it was added: either stop() sees the socket, or this sees stop().
            if (stopped) {
                abandon(socket);
            }
            return dial(peer, socket, encrypted);
        } finally {
            unready.remove(socket);
        }
    }

    private Dialed dial(Peer peer, Socket socket, boolean encrypted) throws NotEncrypted {
        Channel channel = channels.begin(peer);
        try {
            socket.connect(peer.place(), Math.toIntExact(patience.connect().toMillis()));
            socket.setTcpNoDelay(true);
        } catch (IOException why) {
            return failed(channel, socket, Trouble.notReached(peer, why));
        }
        channel.enter("greeting", "");
        try {
            return new Dialed.Ready(introduce(peer, socket, channel, encrypted));
        } catch (NotEncrypted why) {
            Dialed _ = failed(channel, socket, Trouble.connectionLost(peer, "STARTTLS", why));
            throw why;
        } catch (Refused refused) {
            return failed(channel, socket, Trouble.siteFailed(peer, refused.reply));
        } catch (IOException why) {
            return failed(channel, socket, Trouble.connectionLost(peer, channel.stage(), why));
        }
    }

    private static Dialed failed(Channel channel, Socket socket, Diagnosis why) {
        channel.end();
        abandon(socket);
        return new Dialed.Failed(why);
    }

    private Connection introduce(Peer peer, Socket socket, Channel channel, boolean encrypted)
            throws IOException {
        Wire wire =
                new Wire(
                        PatientInput.of(socket, patience.end()),
                        stalls.output(socket, socket.getOutputStream()));
        PeerReply greeting = wire.hear(patience.greeting());
        if (greeting.code() != READY) {
            throw greeting.isRefusal() ? new Refused(greeting) : nonsense(greeting);
        }
        channel.enter("EHLO", "");
        Offers offers = introduce(wire);
        if (encrypted && offers.encryption()) {
            channel.enter("STARTTLS", "");
            wire.say("STARTTLS");
            if (wire.hear(patience.command()).code() == READY) {
                return introduceAgain(peer, socket, wire, channel);
            }
        }
        return new Connection(peer, socket, wire, offers, patience, channel, "");
    }

    /** What the host said before is forgotten: anybody could have said it (RFC 3207). */
    private Connection introduceAgain(Peer peer, Socket socket, Wire clear, Channel channel)
            throws IOException {
        if (clear.hasUnheard()) {
            throw new NonsenseException("more than an answer to STARTTLS");
        }
        SSLSocket secure;
        try {
            secure = encryption.over(socket, peer, patience.command());
        } catch (IOException why) {
            throw new NotEncrypted(why);
        }
        Wire wire =
                new Wire(
                        PatientInput.of(secure, patience.end()),
                        stalls.output(socket, secure.getOutputStream()));
        Offers offers = introduce(wire);
        String version = secure.getSession().getProtocol();
        return new Connection(peer, secure, wire, offers, patience, channel, version);
    }

    /** Hosts that don't know EHLO know HELO (RFC 5321 section 3.2). */
    private Offers introduce(Wire wire) throws IOException {
        wire.say("EHLO " + ourName.get());
        PeerReply reply = wire.hear(patience.command());
        if (reply.isPositive()) {
            return Offers.of(reply);
        }
        wire.say("HELO " + ourName.get());
        PeerReply second = wire.hear(patience.command());
        if (second.isPositive()) {
            return Offers.NONE;
        }
        throw second.isRefusal() ? new Refused(second) : nonsense(second);
    }

    private static IOException nonsense(PeerReply reply) {
        return new NonsenseException(reply.text());
    }
}
