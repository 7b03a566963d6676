package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.common.net.StallGuard;
import dmail.common.net.TimeoutInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** The start of a session: greeting, EHLO, STARTTLS (RFC 5321 section 3.1, RFC 3207). */
final class HeloDialogue {
    /** RFC 5321 section 4.2: service ready. */
    private static final int READY = 220;

    private final Peer peer;
    private final Domain ourName;
    private final ClientTimeouts timeouts;
    private final StallGuard stalls;
    private final Channel channel;

    HeloDialogue(
            Peer peer,
            Domain ourName,
            ClientTimeouts timeouts,
            StallGuard stalls,
            Channel channel) {
        this.peer = peer;
        this.ourName = ourName;
        this.timeouts = timeouts;
        this.stalls = stalls;
        this.channel = channel;
    }

    /**
     * The session after EHLO.
     *
     * @param encryption the version of TLS, or empty in clear text
     */
    record Agreed(Socket socket, Wire wire, EhloExtensions extensions, String encryption) {}

    /** {@return the session in clear text} */
    Agreed inTheClear(Socket socket) throws IOException {
        Wire wire = wire(socket, socket.getOutputStream(), socket);
        PeerReply greeting = wire.readReply(timeouts.greeting());
        if (greeting.code() != READY) {
            throw greeting.isRefusal() ? new RefusedException(greeting) : nonsense(greeting);
        }
        channel.enter("EHLO", "");
        return new Agreed(socket, wire, sendEhlo(wire), "");
    }

    private Wire wire(Socket in, OutputStream out, Socket guarded) throws IOException {
        return new Wire(TimeoutInput.of(in, timeouts.end()), stalls.output(guarded, out), channel);
    }

    /**
     * {@return the session under TLS; unchanged where the host doesn't offer it, or refuses it for
     * now}
     *
     * @throws BrokenExtensionException when the host offers it and the handshake fails, in whatever
     *     way
     */
    Agreed encrypt(Agreed clear, Encryption encryption) throws IOException {
        if (!clear.extensions().encryption()) {
            return clear;
        }
        channel.enter("STARTTLS", "");
        try {
            clear.wire().writeLine("STARTTLS");
            return clear.wire().readReply(timeouts.encryption()).code() == READY
                    ? startTls(clear, encryption)
                    : clear;
        } catch (RefusedException refused) {
            throw refused.reply().isFinal() ? broken(refused) : refused;
        } catch (IOException why) {
            throw broken(why);
        }
    }

    private static BrokenExtensionException broken(IOException why) {
        return new BrokenExtensionException(EhloExtension.ENCRYPTION, FailurePolicy.words(why));
    }

    /** What the host announced in clear text is discarded: it may be forged (RFC 3207). */
    private Agreed startTls(Agreed clear, Encryption encryption) throws IOException {
        if (clear.wire().hasUnreadInput()) {
            throw new ProtocolErrorException("more than an answer to STARTTLS");
        }
        Socket plain = clear.socket();
        SSLSocket secure;
        try (StallGuard.Watch _ = stalls.watch(plain)) {
            secure = encryption.over(plain, peer, timeouts.encryption());
        }
        channel.transcript().noted("encrypted by " + secure.getSession().getProtocol());
        Wire wire = wire(secure, secure.getOutputStream(), plain);
        EhloExtensions extensions = sendEhlo(wire);
        return new Agreed(secure, wire, extensions, secure.getSession().getProtocol());
    }

    /**
     * A host that rejects EHLO gets HELO (RFC 5321 section 3.2). When there is no reply to HELO,
     * the reply to EHLO is reported.
     */
    private EhloExtensions sendEhlo(Wire wire) throws IOException {
        wire.writeLine("EHLO " + ourName);
        PeerReply first = wire.readReply(timeouts.helo());
        if (first.isPositive()) {
            return EhloExtensions.of(first);
        }
        PeerReply second = askAgain(wire, first);
        if (second.isPositive()) {
            return EhloExtensions.NONE;
        }
        throw second.isRefusal() ? new RefusedException(second) : nonsense(second);
    }

    private PeerReply askAgain(Wire wire, PeerReply first) throws IOException {
        try {
            wire.writeLine("HELO " + ourName);
            PeerReply second = wire.readReply(timeouts.helo());
            boolean tellsNothing = !second.isPositive() && second.isAboutTheCommand();
            return tellsNothing && first.isRefusal() ? first : second;
        } catch (PeerClosingException closing) {
            throw closing;
        } catch (IOException silence) {
            if (first.isRefusal() && !first.isAboutTheCommand()) {
                return first;
            }
            throw silence;
        }
    }

    private static IOException nonsense(PeerReply reply) {
        return new ProtocolErrorException(reply.text());
    }
}
