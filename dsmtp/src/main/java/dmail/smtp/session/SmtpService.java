package dmail.smtp.session;

import dmail.common.access.ListenerAccess;
import dmail.common.access.ListenerSessions;
import dmail.common.address.IpLiteral;
import dmail.common.admin.Channel;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.identity.Identity;
import dmail.common.memory.SessionMemory;
import dmail.common.net.Accepted;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import dmail.common.net.StallGuard;
import dmail.common.net.TimeoutInput;
import dmail.common.server.TlsSettings;
import dmail.common.tls.TlsFiles;
import dmail.common.tls.TlsServer;
import dmail.common.tls.TlsUpgrade;
import dmail.common.tls.Upgrade;
import dmail.smtp.policy.Refusals;
import dmail.smtp.protocol.Reply;
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
    private final ListenerAccess access;
    private final ListenerRules rules;
    private final Optional<TlsFiles> certificate;

    /** Of clients for whom no line says otherwise. */
    private final ConnectionInfo.ListenerInfo usual;

    /**
     * Serves at one listener.
     *
     * @param certificate the files of its own, where no domain group is met; empty when the
     *     server's holds
     */
    public SmtpService(
            SessionServices services,
            SessionResources means,
            OpenSessions sessions,
            SessionIds ids,
            ListenerAccess access,
            Optional<TlsFiles> certificate) {
        this.rules = new ListenerRules(services.rules(), access);
        this.services = services;
        this.stalls = means.stalls();
        this.sessions = sessions;
        this.ids = ids;
        this.log = means.log();
        this.tls = means.tls();
        this.access = access;
        this.usual = listenerInfo(access.listener().encryption());
        this.certificate = certificate;
    }

    @Override
    public Optional<Listener.Part> serve(Accepted connection, SessionMemory memory)
            throws IOException {
        Optional<ListenerSessions.Place> place = access.tryEnter(connection);
        if (place.isEmpty()) {
            connection.socket().getOutputStream().write(tooMany(connection));
            connection.socket().close();
            return Optional.empty();
        }
        try {
            converse(connection, memory, place.get());
        } finally {
            access.leave(place.get());
        }
        return Optional.empty();
    }

    private void converse(Accepted connection, SessionMemory memory, ListenerSessions.Place place)
            throws IOException {
        Client client =
                connection.isOfProxy()
                        ? Client.proxy(connection.client(), ids.next())
                        : new Client(connection.client(), ids.next());
        SessionServices itsServices = services.by(rules.of(client, connection.local()));
        Socket socket = connection.socket();
        TimeoutInput in =
                TimeoutInput.of(socket, itsServices.rules().get().limits().silence(), memory);
        OutputStream out = stalls.output(socket, memory);
        SmtpSession session =
                new SmtpSession(
                        itsServices,
                        client,
                        info(connection, in, out, memory),
                        memory,
                        in,
                        out,
                        in::allow,
                        log);
        OpenSessions.OpenSession openSession =
                new OpenSessions.OpenSession(
                        client.session(),
                        IpLiteral.text(connection.client()) + ":" + connection.clientPort(),
                        services.clock().instant(),
                        Channel.Place.of(
                                access.listener().name(),
                                connection.reached(),
                                connection.reachedPort()),
                        session,
                        Optional.of(place));
        sessions.enter(openSession);
        try {
            access.begun(place);
            session.run();
        } finally {
            sessions.leave(openSession);
        }
    }

    private ConnectionInfo info(
            Accepted connection, TimeoutInput in, OutputStream out, SessionMemory memory) {
        ListenerDefinition listener = access.listener();
        Encryption encryption = access.encryption(connection);
        Identity identity = services.identities().at(listener.identity(), connection.reached());
        Upgrade upgrade =
                encryption == Encryption.NONE
                        ? Upgrade.NONE
                        : new TlsUpgrade(tls, in, out, memory, files(identity));
        return new ConnectionInfo(
                upgrade,
                encryption == Encryption.IMPLICIT_TLS,
                listener.protocol() == Protocol.SUBMISSION,
                connection.reached(),
                encryption == listener.encryption() ? usual : listenerInfo(encryption),
                identity);
    }

    private Optional<TlsFiles> files(Identity identity) {
        return identity.certificate().isEmpty()
                ? certificate
                : TlsSettings.files(access.listener(), identity.certificate());
    }

    private ConnectionInfo.ListenerInfo listenerInfo(Encryption encryption) {
        return new ConnectionInfo.ListenerInfo(
                access.listener().name(),
                encryption == Encryption.STARTTLS_REQUIRED,
                access.listener().protocol() == Protocol.CONTROL);
    }

    @Override
    public boolean isBehindProxy() {
        return access.isBehindProxy();
    }

    @Override
    public boolean isProxy(InetAddress address) {
        return access.isProxy(address);
    }

    @Override
    public void headerRefused(Accepted connection, String why) {
        log.headerRefused(access.listener().name(), connection, why);
    }

    @Override
    public Optional<byte[]> exclusion(Accepted connection) {
        return switch (access.judge(connection)) {
            case ADMITTED -> Optional.empty();
            case EXCLUDED -> {
                log.excluded(access.listener().name(), connection);
                yield Optional.of(lastWords(Refusals.CLIENT_EXCLUDED));
            }
            case TOO_MANY -> Optional.of(tooMany(connection));
        };
    }

    private byte[] tooMany(Accepted connection) {
        return refusal(connection, new SessionLimits.Entry.Refused());
    }

    @Override
    public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
        log.turnedAway(connection.client());
        return lastWords(SmtpSession.refusal(why));
    }

    /** A client that expects TLS would only be confused by a reply in clear text. */
    private byte[] lastWords(Reply reply) {
        return access.listener().encryption() == Encryption.IMPLICIT_TLS
                ? new byte[0]
                : reply.wire().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        log.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Accepted connection, Throwable problem) {
        log.connectionFailed(connection.client(), problem);
    }
}
