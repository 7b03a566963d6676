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
 * Encrypts clients' connections with the current certificates. Connections keep the one they began
 * with. Thread-safe.
 */
public final class TlsServer {
    /** RFC 8996: versions before 1.2 are deprecated. */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /**
     * Octets that a handshake takes at most; a part of them is kept for as long as the session
     * lasts.
     */
    private static final long HANDSHAKE_OCTETS = 64 * 1024;

    private static final long SESSION_OCTETS = 16 * 1024;
    private static final Duration MEMORY_TIMEOUT = Duration.ofSeconds(5);

    static {
        // A client could make the server renegotiate without end.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final AtomicReference<Optional<Certificates>> certificates =
            new AtomicReference<>(Optional.empty());

    /**
     * Handshakes are the most expensive thing that a client can ask for before it has logged in. So
     * no more of them compute at a time than there are processors, in the order in which they came.
     */
    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** Begins without a certificate. */
    public TlsServer() {}

    /**
     * Sets the certificates for new connections; empty for none. Existing connections aren't
     * affected.
     */
    public void use(Optional<Certificates> next) {
        certificates.set(next);
    }

    /**
     * {@return whether there is a certificate}
     *
     * @param files of the listener; empty when it has the server's
     */
    boolean isReady(Optional<TlsFiles> files) {
        return certificates.get().filter(some -> some.has(files)).isPresent();
    }

    /**
     * Waits for the client to begin, and does the handshake.
     *
     * @param in the socket's input, perhaps with time-outs
     * @param out the socket's output
     * @param session accounts for memory
     * @param files of the listener; empty when it has the server's
     * @throws TlsFailure when the handshake fails
     */
    TlsConnection accept(
            InputStream in, OutputStream out, SessionMemory session, Optional<TlsFiles> files)
            throws TlsFailure {
        SSLContext context =
                certificates
                        .get()
                        .flatMap(some -> some.context(files))
                        .orElseThrow(() -> new TlsFailure("there is no certificate"));
        TlsConnection connection = new TlsConnection(engine(context), in, out, session, processors);
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
     * {@return whether there is memory for a handshake now} It is only taken once the client has
     * begun, so that a client that never does costs nothing.
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

    /** Sends the alert that tells the client why. */
    private static void sayLastWord(TlsConnection connection) {
        try {
            connection.sayGoodbye();
        } catch (IOException gone) {
            // The connection is gone.
        }
    }
}
