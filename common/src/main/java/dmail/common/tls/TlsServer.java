package dmail.common.tls;

import dmail.common.io.Reason;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Encrypts clients' connections with the certificate in force. Connections keep the one they began
 * with. Thread-safe.
 */
public final class TlsServer {
    /** RFC 8996: what came before 1.2 is no protection. */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** What a handshake holds at most, and what is left of it for as long as the session lasts. */
    private static final long HANDSHAKE_OCTETS = 64 * 1024;

    private static final long SESSION_OCTETS = 16 * 1024;
    private static final Duration MEMORY_TIMEOUT = Duration.ofSeconds(5);

    static {
        // A client could make us begin anew without end.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final AtomicReference<Optional<SSLContext>> context =
            new AtomicReference<>(Optional.empty());

    /** Handshakes are most of the work that strangers can make us do; others go on meanwhile. */
    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** Without a certificate at first. */
    public TlsServer() {}

    /** From now on this is the certificate; with none, connections stay as they are. */
    public void use(Optional<ServerIdentity> identity) {
        context.set(identity.map(ServerIdentity::context));
    }

    /** {@return whether there is a certificate} */
    public boolean isReady() {
        return context.get().isPresent();
    }

    /**
     * Waits for the client to begin, and agrees with it.
     *
     * @param in the socket's octets, perhaps with a limit of time
     * @param out the way to the socket
     * @param session what it takes memory from
     * @throws TlsFailure when there is no agreement
     */
    TlsConnection accept(InputStream in, OutputStream out, SessionMemory session)
            throws TlsFailure {
        SSLContext agreed =
                context.get().orElseThrow(() -> new TlsFailure("there is no certificate"));
        TlsConnection connection = new TlsConnection(engine(agreed), in, out, session, processors);
        try {
            connection.awaitClient();
            takeMemory(session);
            connection.shakeHands();
        } catch (SocketTimeoutException e) {
            throw new TlsFailure("no handshake in time", e);
        } catch (IOException e) {
            sayLastWord(connection);
            throw new TlsFailure(Reason.of(e), e);
        }
        session.giveBack(MemoryUse.TLS, HANDSHAKE_OCTETS - SESSION_OCTETS);
        return connection;
    }

    private static SSLEngine engine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(VERSIONS);
        return engine;
    }

    /**
     * {@return whether a handshake would fit now} What it needs is taken only when the client has
     * begun, so that one that never does holds nothing.
     */
    static boolean hasRoom(SessionMemory session) {
        boolean fits = session.take(MemoryUse.TLS, HANDSHAKE_OCTETS, MEMORY_TIMEOUT);
        if (fits) {
            session.giveBack(MemoryUse.TLS, HANDSHAKE_OCTETS);
        }
        return fits;
    }

    private static void takeMemory(SessionMemory session) throws TlsFailure {
        if (!session.take(MemoryUse.TLS, HANDSHAKE_OCTETS, MEMORY_TIMEOUT)) {
            throw new TlsFailure("no memory for a handshake now");
        }
    }

    /** The client may want to know why. */
    private static void sayLastWord(TlsConnection connection) {
        try {
            connection.sayGoodbye();
        } catch (IOException gone) {
            // There is no one left to tell.
        }
    }
}
