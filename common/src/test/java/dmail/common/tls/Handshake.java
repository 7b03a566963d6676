package dmail.common.tls;

import dmail.common.testing.TrustingClient;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** A handshake between two engines, without a connection. */
final class Handshake {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine server;
    private final SSLEngine client;
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 16);

    private Handshake(SSLContext context, List<String> names) {
        server = context.createSSLEngine();
        server.setUseClientMode(false);
        client = TrustingClient.engine();
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(List.copyOf(names.stream().map(SNIHostName::new).toList()));
        client.setSSLParameters(parameters);
    }

    /**
     * {@return the certificate that a client is shown}
     *
     * @param names that it asks for
     */
    static X509Certificate shown(SSLContext context, String... names) throws SSLException {
        Handshake both = new Handshake(context, List.of(names));
        both.client.beginHandshake();
        both.server.beginHandshake();
        while (isGoingOn(both.client) || isGoingOn(both.server)) {
            step(both.client, both.toClient, both.toServer);
            step(both.server, both.toServer, both.toClient);
        }
        return (X509Certificate) both.client.getSession().getPeerCertificates()[0];
    }

    private static boolean isGoingOn(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && engine.getHandshakeStatus() != HandshakeStatus.FINISHED;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer clear = ByteBuffer.allocate(1 << 15);
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> engine.wrap(NOTHING, out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, clear);
                in.compact();
            }
            case NEED_TASK, FINISHED, NOT_HANDSHAKING -> {}
        }
    }
}
