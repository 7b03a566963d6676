package dmail.smtp.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS for a connection to another host, after STARTTLS (RFC 3207). The certificate isn't checked:
 * the alternative would be clear text, which anybody can read (RFC 7435).
 */
public final class Encryption {
    private final SSLContext context;

    public Encryption() {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("no TLS in this Java", noTls);
        }
    }

    /**
     * {@return the socket, encrypted}
     *
     * @param timeout the time-out of each answer during the handshake
     */
    SSLSocket over(Socket socket, Peer peer, Duration timeout) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, peer.name(), peer.port(), true);
        secure.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        secure.startHandshake();
        return secure;
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
