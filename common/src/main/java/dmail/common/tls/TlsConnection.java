package dmail.common.tls;

import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** TLS over the streams of a connection; it has no socket of its own. */
final class TlsConnection {
    private final SSLEngine engine;
    private final CipherInput in;
    private final CipherOutput out;
    private final Semaphore processors;

    /**
     * @param processors permits for handshakes that may compute at the same time
     */
    TlsConnection(
            SSLEngine engine,
            InputStream in,
            OutputStream out,
            SessionMemory session,
            Semaphore processors) {
        this.engine = engine;
        this.in = new CipherInput(engine, in, session, this::runDelegatedTasks);
        this.out = new CipherOutput(engine, out, session);
        this.processors = processors;
    }

    /**
     * Waits for the client's first octets: until they come, no memory is taken for the handshake.
     */
    void awaitClient() throws IOException {
        if (!in.fill()) {
            throw new TlsFailure("the client has closed the connection");
        }
    }

    void shakeHands() throws IOException {
        engine.beginHandshake();
        ByteBuffer nothingYet = ByteBuffer.allocate(0);
        runDelegatedTasks();
        while (isShakingHands()) {
            if (!in.next(nothingYet)) {
                throw new TlsFailure("the client has closed the connection");
            }
        }
    }

    private boolean isShakingHands() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN;
    }

    /** Computes what the engine needs, and sends its messages. */
    private void runDelegatedTasks() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
            if (status == HandshakeStatus.NEED_TASK) {
                compute();
            } else {
                out.sendOwn();
            }
            status = engine.getHandshakeStatus();
        }
    }

    private void compute() {
        processors.acquireUninterruptibly();
        try {
            for (Runnable task = engine.getDelegatedTask();
                    task != null;
                    task = engine.getDelegatedTask()) {
                task.run();
            }
        } finally {
            processors.release();
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** {@return version and cipher suite, such as {@code TLSv1.3 TLS_AES_256_GCM_SHA384}} */
    String agreed() {
        return engine.getSession().getProtocol() + " " + engine.getSession().getCipherSuite();
    }

    /** Sends the closing alert, so that the client knows nothing was cut off. */
    void sayGoodbye() throws IOException {
        if (!engine.isOutboundDone()) {
            engine.closeOutbound();
            out.sendOwn();
        }
    }
}
