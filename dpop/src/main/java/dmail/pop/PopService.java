package dmail.pop;

import dmail.common.access.ListenerAccess;
import dmail.common.access.ListenerSessions;
import dmail.common.address.IpLiteral;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.identity.Identity;
import dmail.common.login.pace.FailureDelay;
import dmail.common.memory.SessionMemory;
import dmail.common.net.Accepted;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import dmail.common.net.SocketLine;
import dmail.common.net.TimeoutInput;
import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.common.server.TlsSettings;
import dmail.common.tls.TlsFiles;
import dmail.common.tls.TlsUpgrade;
import dmail.common.tls.Upgrade;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import dmail.pop.session.Client;
import dmail.pop.session.PopSession;
import dmail.pop.session.Security;
import dmail.pop.session.SessionParts;
import dmail.pop.session.SessionRules;
import dmail.pop.session.Sessions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Gives each accepted connection a session. */
final class PopService implements Listener.Service {
    private static final FailureDelay DELAY = FailureDelay.of(Duration.ofSeconds(2));
    private static final int RADIX = 36;
    private static final PopReply TOO_MANY =
            PopReply.error(ResponseCode.SYS_TEMP, "too many connections, try later");
    private static final PopReply EXCLUDED = PopReply.error("your address may not connect here");

    private final PopResources shared;
    private final ListenerAccess access;

    /** The files of its own, where no domain group is met; empty when the server's holds. */
    private final Optional<TlsFiles> certificate;

    /** Serves at one listener. */
    PopService(PopResources shared, ListenerAccess access) {
        this.shared = shared;
        this.access = access;
        this.certificate = TlsSettings.files(access.listener());
    }

    /** A session, and where it is counted. */
    private record Served(
            PopSession session, Sessions.OpenSession openSession, ListenerSessions.Place place) {}

    @Override
    public Optional<Listener.Part> serve(Accepted connection, SessionMemory memory)
            throws IOException {
        Optional<ListenerSessions.Place> place = access.tryEnter(connection);
        if (place.isEmpty()) {
            connection.socket().getOutputStream().write(tooMany(connection));
            connection.socket().close();
            return Optional.empty();
        }
        boolean begun = false;
        Served served;
        try {
            served = begin(connection, memory, place.get());
            begun = true;
        } finally {
            if (!begun) {
                access.leave(place.get());
            }
        }
        return goOn(served);
    }

    private Served begin(Accepted connection, SessionMemory memory, ListenerSessions.Place place)
            throws IOException {
        String id = Long.toString(shared.nextId().getAndIncrement(), RADIX);
        Client client =
                new Client(
                        id,
                        connection.client(),
                        connection.reached(),
                        connection.reachedPort(),
                        access.listener().name(),
                        connection.isOfProxy());
        Sessions.OpenSession openSession =
                shared.sessions()
                        .enter(
                                client,
                                shared.clock().instant(),
                                new SocketLine(connection.socket()),
                                Optional.of(place));
        shared.names().seek(openSession);
        boolean begun = false;
        try {
            access.begun(place);
            PopSession session = session(connection, openSession, memory);
            begun = true;
            return new Served(session, openSession, place);
        } finally {
            if (!begun) {
                shared.sessions().leave(openSession, shared.clock().instant());
            }
        }
    }

    private Optional<Listener.Part> goOn(Served served) throws IOException {
        PopSession.Outcome outcome = PopSession.Outcome.ENDED;
        try {
            outcome = served.session().run();
        } finally {
            if (outcome == PopSession.Outcome.ENDED) {
                shared.sessions().leave(served.openSession(), shared.clock().instant());
                access.leave(served.place());
            }
        }
        return switch (outcome) {
            case ENDED -> Optional.empty();
            case LOGGED_IN, QUIET -> Optional.of(() -> goOn(served));
            case BUSY -> Optional.of(new Collecting(served));
        };
    }

    /** The part of a session in which its client retrieves one message after another. */
    private final class Collecting implements Listener.Part {
        private final Served served;

        Collecting(Served served) {
            this.served = served;
        }

        @Override
        public Optional<Listener.Part> serve() throws IOException {
            return goOn(served);
        }

        @Override
        public boolean isBusy() {
            return true;
        }
    }

    private PopSession session(
            Accepted connection, Sessions.OpenSession openSession, SessionMemory memory)
            throws IOException {
        Socket socket = connection.socket();
        Client client = openSession.client();
        DpopSettings settings = shared.current().settings();
        Optional<Identity> identity =
                settings.identity(access.listener().identity(), client.connectedTo());
        SessionRules rules =
                settings.rules(
                        identity,
                        client.address(),
                        () -> shared.clock().instant().atZone(shared.zone()));
        TimeoutInput in = TimeoutInput.of(socket, rules.idle(), memory);
        OutputStream plain = shared.stalls().output(socket, memory);
        WireWriter out = new WireWriter(plain, memory);
        Encryption encryption = access.encryption(connection);
        Upgrade upgrade =
                encryption == Encryption.NONE
                        ? Upgrade.NONE
                        : new TlsUpgrade(shared.tls(), in, plain, memory, files(identity));
        Security security =
                new Security(
                        upgrade,
                        encryption == Encryption.IMPLICIT_TLS,
                        encryption == Encryption.STARTTLS_REQUIRED,
                        shared.random());
        SessionParts parts =
                new SessionParts(
                        openSession,
                        memory,
                        shared.current(),
                        rules,
                        security,
                        memory::rest,
                        DELAY,
                        shared.remote(),
                        shared.log());
        return new PopSession(new WireReader(in, out, memory), out, in::allow, parts);
    }

    private Optional<TlsFiles> files(Optional<Identity> identity) {
        return identity.isEmpty() || identity.get().certificate().isEmpty()
                ? certificate
                : TlsSettings.files(access.listener(), identity.get().certificate());
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
        shared.log().headerRefused(access.listener().name(), connection, why);
    }

    @Override
    public Optional<byte[]> exclusion(Accepted connection) {
        return switch (access.judge(connection)) {
            case ADMITTED -> Optional.empty();
            case EXCLUDED -> {
                shared.log().excluded(access.listener().name(), connection);
                yield Optional.of(lastWords(EXCLUDED));
            }
            case TOO_MANY -> Optional.of(tooMany(connection));
        };
    }

    @Override
    public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
        return tooMany(connection);
    }

    private byte[] tooMany(Accepted connection) {
        shared.log().turnedAway(connection.client());
        return lastWords(TOO_MANY);
    }

    /** A client that expects TLS would only be confused by a reply in clear text. */
    private byte[] lastWords(PopReply reply) {
        return access.listener().encryption() == Encryption.IMPLICIT_TLS
                ? new byte[0]
                : (reply.line() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        shared.log().acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Accepted connection, Throwable problem) {
        shared.log().sessionFailed(IpLiteral.text(connection.client()), problem);
    }
}
