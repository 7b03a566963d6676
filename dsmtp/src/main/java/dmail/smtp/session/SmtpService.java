package dmail.smtp.session;

import dmail.common.address.IpLiteral;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.memory.SessionMemory;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import dmail.common.net.StallGuard;
import dmail.common.net.TimeoutInput;
import dmail.common.tls.TlsServer;
import dmail.common.tls.TlsUpgrade;
import dmail.common.tls.Upgrade;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Gives each accepted connection a session. */
public final class SmtpService implements Listener.Service {
    private final SessionServices services;
    private final StallGuard stalls;
    private final OpenSessions sessions;
    private final SmtpLog log;

    private final SessionIds ids;
    private final TlsServer tls;
    private final ListenerDefinition definition;

    public SmtpService(
            SessionServices services,
            SessionResources means,
            OpenSessions sessions,
            SessionIds ids,
            ListenerDefinition definition) {
        this.services = services;
        this.stalls = means.stalls();
        this.sessions = sessions;
        this.ids = ids;
        this.log = means.log();
        this.tls = means.tls();
        this.definition = definition;
    }

    @Override
    public Optional<Listener.Part> serve(Socket socket, SessionMemory memory) throws IOException {
        InetAddress address = socket.getInetAddress();
        Client client = new Client(address, ids.next());
        TimeoutInput in =
                TimeoutInput.of(socket, services.rules().get().limits().silence(), memory);
        OutputStream out = stalls.output(socket, memory);
        SmtpSession session =
                new SmtpSession(
                        services,
                        client,
                        access(socket, in, out, memory),
                        memory,
                        in,
                        out,
                        in::allow,
                        log);
        OpenSessions.OpenSession openSession =
                new OpenSessions.OpenSession(
                        client.session(),
                        IpLiteral.text(address) + ":" + socket.getPort(),
                        services.clock().instant(),
                        session);
        sessions.enter(openSession);
        try {
            session.run();
        } finally {
            sessions.leave(openSession);
        }
        return Optional.empty();
    }

    private ConnectionInfo access(
            Socket socket, TimeoutInput in, OutputStream out, SessionMemory memory) {
        Upgrade upgrade =
                definition.encryption() == Encryption.NONE
                        ? Upgrade.NONE
                        : new TlsUpgrade(tls, in, out, memory);
        return new ConnectionInfo(
                upgrade,
                definition.encryption() == Encryption.IMPLICIT_TLS,
                definition.protocol() == Protocol.SUBMISSION,
                socket.getLocalAddress(),
                services.identities().at(definition.identity(), socket.getLocalAddress()));
    }

    @Override
    public byte[] refusal(InetAddress client, SessionLimits.Entry.TurnedAway why) {
        log.turnedAway(client);
        if (definition.encryption() == Encryption.IMPLICIT_TLS) {
            // The client expects TLS; a reply in clear text would only confuse it.
            return new byte[0];
        }
        return SmtpSession.refusal(why).wire().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        log.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Socket socket, Throwable problem) {
        log.connectionFailed(socket.getInetAddress(), problem);
    }
}
