package dmail.pop;

import dmail.common.address.IpLiteral;
import dmail.common.admin.RemoteControlAccess;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.login.pace.FailureDelay;
import dmail.common.memory.SessionMemory;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import dmail.common.net.SocketLine;
import dmail.common.net.StallGuard;
import dmail.common.net.TimeoutInput;
import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.common.tls.TlsServer;
import dmail.common.tls.TlsUpgrade;
import dmail.common.tls.Upgrade;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import dmail.pop.session.Client;
import dmail.pop.session.PopLog;
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
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Gives each accepted connection a session. */
final class PopService implements Listener.Service {
    private static final FailureDelay DELAY = FailureDelay.of(Duration.ofSeconds(2));
    private static final int RADIX = 36;

    private final CurrentSettings current;
    private final StallGuard stalls;
    private final Sessions sessions;
    private final ClientNames names;
    private final InstantSource clock;
    private final ZoneId zone;
    private final RemoteControlAccess remote;
    private final PopLog log;
    private final TlsServer tls;
    private final RandomGenerator random;
    private final Encryption encryption;
    private final ListenerIdentity identity;

    /** Begins with the time, so that ids of an earlier run don't repeat. */
    private final AtomicLong nextId;

    PopService(
            CurrentSettings current,
            StallGuard stalls,
            Sessions sessions,
            ClientNames names,
            InstantSource clock,
            ZoneId zone,
            RemoteControlAccess remote,
            PopLog log,
            TlsServer tls,
            RandomGenerator random) {
        this.current = current;
        this.stalls = stalls;
        this.sessions = sessions;
        this.names = names;
        this.clock = clock;
        this.zone = zone;
        this.remote = remote;
        this.log = log;
        this.tls = tls;
        this.random = random;
        this.encryption = Encryption.STARTTLS;
        this.identity = ListenerIdentity.NONE;
        this.nextId = new AtomicLong(clock.millis());
    }

    private PopService(PopService other, Encryption encryption, ListenerIdentity identity) {
        this.current = other.current;
        this.stalls = other.stalls;
        this.sessions = other.sessions;
        this.names = other.names;
        this.clock = other.clock;
        this.zone = other.zone;
        this.remote = other.remote;
        this.log = other.log;
        this.tls = other.tls;
        this.random = other.random;
        this.encryption = encryption;
        this.identity = identity;
        this.nextId = other.nextId;
    }

    /** {@return the service of a listener} */
    PopService at(ListenerDefinition definition) {
        return new PopService(this, definition.encryption(), definition.identity());
    }

    @Override
    public Optional<Listener.Part> serve(Socket socket, SessionMemory memory) throws IOException {
        String id = Long.toString(nextId.getAndIncrement(), RADIX);
        Client client = new Client(id, socket.getInetAddress(), socket.getLocalAddress());
        Sessions.OpenSession openSession =
                sessions.enter(client, clock.instant(), new SocketLine(socket));
        names.seek(openSession);
        boolean begun = false;
        PopSession session;
        try {
            session = session(socket, openSession, memory);
            begun = true;
        } finally {
            if (!begun) {
                sessions.leave(openSession, clock.instant());
            }
        }
        return goOn(session, openSession);
    }

    private Optional<Listener.Part> goOn(PopSession session, Sessions.OpenSession openSession)
            throws IOException {
        PopSession.Outcome outcome = PopSession.Outcome.ENDED;
        try {
            outcome = session.run();
        } finally {
            if (outcome == PopSession.Outcome.ENDED) {
                sessions.leave(openSession, clock.instant());
            }
        }
        return switch (outcome) {
            case ENDED -> Optional.empty();
            case LOGGED_IN, QUIET -> Optional.of(() -> goOn(session, openSession));
            case BUSY -> Optional.of(new Collecting(session, openSession));
        };
    }

    /** The part of a session in which its client retrieves one message after another. */
    private final class Collecting implements Listener.Part {
        private final PopSession session;
        private final Sessions.OpenSession openSession;

        Collecting(PopSession session, Sessions.OpenSession openSession) {
            this.session = session;
            this.openSession = openSession;
        }

        @Override
        public Optional<Listener.Part> serve() throws IOException {
            return goOn(session, openSession);
        }

        @Override
        public boolean isBusy() {
            return true;
        }
    }

    private PopSession session(
            Socket socket, Sessions.OpenSession openSession, SessionMemory memory)
            throws IOException {
        Client client = openSession.client();
        SessionRules rules =
                current.settings()
                        .rules(
                                identity,
                                client.connectedTo(),
                                client.address(),
                                () -> clock.instant().atZone(zone));
        TimeoutInput in = TimeoutInput.of(socket, rules.idle(), memory);
        OutputStream plain = stalls.output(socket, memory);
        WireWriter out = new WireWriter(plain, memory);
        Upgrade upgrade =
                encryption == Encryption.NONE
                        ? Upgrade.NONE
                        : new TlsUpgrade(tls, in, plain, memory);
        Security security = new Security(upgrade, encryption == Encryption.IMPLICIT_TLS, random);
        SessionParts parts =
                new SessionParts(
                        openSession,
                        memory,
                        current,
                        rules,
                        security,
                        memory::rest,
                        DELAY,
                        remote,
                        log);
        return new PopSession(new WireReader(in, out, memory), out, in::allow, parts);
    }

    @Override
    public byte[] refusal(InetAddress client, SessionLimits.Entry.TurnedAway why) {
        log.turnedAway(client);
        if (encryption == Encryption.IMPLICIT_TLS) {
            // The client expects TLS; a reply in clear text would only confuse it.
            return new byte[0];
        }
        PopReply reply = PopReply.error(ResponseCode.SYS_TEMP, "too many connections, try later");
        return (reply.line() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        log.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Socket socket, Throwable problem) {
        log.sessionFailed(name(socket), problem);
    }

    private static String name(Socket socket) {
        return IpLiteral.text(socket.getInetAddress());
    }
}
