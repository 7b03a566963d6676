package dmail.common.tls;

import dmail.common.net.PatientInput;
import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** The way of a connection over the network. Not thread-safe: one session, one upgrade. */
public final class TlsUpgrade implements Upgrade {
    /** For the whole handshake, however many octets a second come. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final TlsServer server;
    private final Socket socket;
    private final PatientInput in;
    private final OutputStream out;
    private final Duration patience;
    private Optional<TlsConnection> connection = Optional.empty();

    /**
     * @param in the socket's input
     * @param out the socket's output
     */
    public TlsUpgrade(TlsServer server, Socket socket, PatientInput in, OutputStream out) {
        this(server, socket, in, out, HANDSHAKE);
    }

    TlsUpgrade(
            TlsServer server, Socket socket, PatientInput in, OutputStream out, Duration patience) {
        this.server = server;
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.patience = patience;
    }

    @Override
    public boolean isOffered() {
        return connection.isEmpty() && server.isReady();
    }

    @Override
    public boolean isEncrypted() {
        return connection.isPresent();
    }

    @Override
    public String start(WireReader reader, WireWriter writer) throws IOException {
        if (isEncrypted()) {
            throw new TlsFailure("the connection is encrypted already");
        }
        writer.flush();
        in.allow(patience);
        TlsConnection secure = server.accept(socket, in, out);
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
