package dmail.smtp;

import dmail.common.net.Listener;
import dmail.common.net.PatientInput;
import dmail.common.net.StallGuard;
import dmail.smtp.session.Client;
import dmail.smtp.session.Services;
import dmail.smtp.session.SmtpLog;
import dmail.smtp.session.SmtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/** Gives each accepted connection a session. */
final class SmtpService implements Listener.Service {
    private final Services services;
    private final StallGuard stalls;
    private final OpenSessions sessions;
    private final SmtpLog log;

    private final SessionIds ids;

    SmtpService(
            Services services,
            StallGuard stalls,
            OpenSessions sessions,
            SessionIds ids,
            SmtpLog log) {
        this.services = services;
        this.stalls = stalls;
        this.sessions = sessions;
        this.ids = ids;
        this.log = log;
    }

    @Override
    public Optional<Listener.Part> serve(Socket socket) throws IOException {
        InetAddress address = socket.getInetAddress();
        Client client = new Client(address, ids.next());
        PatientInput in = PatientInput.of(socket, services.rules().get().limits().silence());
        SmtpSession session =
                new SmtpSession(services, client, in, stalls.output(socket), in::allow, log);
        OpenSessions.Presence presence =
                new OpenSessions.Presence(
                        client.session(),
                        address.getHostAddress() + ":" + socket.getPort(),
                        services.clock().instant(),
                        session);
        sessions.enter(presence);
        try {
            session.run();
        } finally {
            sessions.leave(presence);
        }
        return Optional.empty();
    }

    @Override
    public void refuse(Socket socket) throws IOException {
        log.turnedAway(socket.getInetAddress());
        SmtpSession.turnAway(socket.getOutputStream());
    }

    @Override
    public void acceptFailed(IOException problem) {
        log.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Socket socket, Throwable problem) {
        log.connectionFailed(socket.getInetAddress(), problem);
    }
}
