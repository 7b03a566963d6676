package dmail.common.testing;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The client's side of encryption, for tests: it believes every certificate. */
public final class TrustingClient {
    private static final SSLContext CONTEXT = context();

    private TrustingClient() {}

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the client's side, for a test without a connection} */
    public static SSLEngine engine() {
        SSLEngine engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(true);
        return engine;
    }

    /** {@return the connection, encrypted} */
    public static SSLSocket over(Socket socket) throws IOException {
        return over(socket, "TLSv1.3", "TLSv1.2");
    }

    /** {@return the connection, encrypted by one of these versions} */
    public static SSLSocket over(Socket socket, String... versions) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        CONTEXT.getSocketFactory()
                                .createSocket(socket, "mail.test.example", 0, true);
        secure.setEnabledProtocols(versions);
        secure.startHandshake();
        return secure;
    }

    private static final class Trust implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
