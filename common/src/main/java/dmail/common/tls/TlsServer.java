package dmail.common.tls;

import dmail.common.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Encrypts clients' connections with the certificate in force. Connections keep the one they began
 * with. Thread-safe.
 */
public final class TlsServer {
    /** RFC 8996: what came before 1.2 is no protection. */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    static {
        // A client could make us begin anew without end.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final AtomicReference<Optional<SSLContext>> context =
            new AtomicReference<>(Optional.empty());

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
     * @throws TlsFailure when there is no agreement
     */
    TlsConnection accept(Socket socket, InputStream in, OutputStream out) throws TlsFailure {
        SSLContext agreed =
                context.get().orElseThrow(() -> new TlsFailure("there is no certificate"));
        try {
            SSLSocket secure =
                    (SSLSocket)
                            agreed.getSocketFactory()
                                    .createSocket(
                                            new LayeredSocket(socket, in, out),
                                            InputStream.nullInputStream(),
                                            true);
            secure.setEnabledProtocols(VERSIONS);
            secure.startHandshake();
            return new TlsConnection(secure);
        } catch (SocketTimeoutException e) {
            throw new TlsFailure("no handshake in time", e);
        } catch (IOException e) {
            throw new TlsFailure(Reason.of(e), e);
        }
    }
}
