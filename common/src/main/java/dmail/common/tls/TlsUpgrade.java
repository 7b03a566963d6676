package dmail.common.tls;

import dmail.common.memory.SessionMemory;
import dmail.common.net.TimeoutInput;
import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** The upgrade of a network connection to TLS. Not thread-safe: one session, one upgrade. */
public final class TlsUpgrade implements Upgrade {
    /** Time-out of a whole handshake, even if octets keep coming. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final TlsServer server;
    private final TimeoutInput in;
    private final OutputStream out;
    private final SessionMemory session;
    private final Optional<TlsFiles> files;
    private final Duration timeout;
    private Optional<TlsConnection> connection = Optional.empty();

    /**
     * @param in the socket's input
     * @param out the socket's output
     * @param session accounts for the memory of TLS
     * @param files of the listener; empty when it has the server's
     */
    public TlsUpgrade(
            TlsServer server,
            TimeoutInput in,
            OutputStream out,
            SessionMemory session,
            Optional<TlsFiles> files) {
        this(server, in, out, session, files, HANDSHAKE);
    }

    TlsUpgrade(
            TlsServer server,
            TimeoutInput in,
            OutputStream out,
            SessionMemory session,
            Optional<TlsFiles> files,
            Duration timeout) {
        this.server = server;
        this.session = session;
        this.in = in;
        this.out = out;
        this.files = files;
        this.timeout = timeout;
    }

    @Override
    public boolean isOffered() {
        return connection.isEmpty() && server.isReady(files);
    }

    @Override
    public boolean isEncrypted() {
        return connection.isPresent();
    }

    @Override
    public boolean hasRoom() {
        return TlsServer.hasRoom(session);
    }

    @Override
    public String start(WireReader reader, WireWriter writer) throws IOException {
        if (isEncrypted()) {
            throw new TlsFailure("the connection is encrypted already");
        }
        writer.flush();
        in.allow(timeout);
        TlsConnection secure = server.accept(in, out, session, files);
        connection = Optional.of(secure);
        reader.continueWith(secure.in());
        writer.continueWith(secure.out());
        return secure.agreed();
    }

    @Override
    public void end() throws IOException {
        if (connection.isPresent()) {
            connection.get().sayGoodbye();
        }
    }
}
