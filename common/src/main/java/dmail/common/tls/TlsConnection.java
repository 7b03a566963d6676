package dmail.common.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;

/** An encrypted connection. */
final class TlsConnection {
    private final SSLSocket socket;

    TlsConnection(SSLSocket socket) {
        this.socket = socket;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** {@return version and cipher, such as {@code TLSv1.3 TLS_AES_256_GCM_SHA384}} */
    String agreed() {
        return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
    }

    /** Tells the client that nothing more comes, so that it knows nothing was cut off. */
    void sayGoodbye() throws IOException {
        if (!socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }
}
