package dmail.common.tls;

import dmail.common.io.SpareBuffers;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/** Encrypts what is sent to the client. Not thread-safe: one session, one output. */
final class CipherOutput extends OutputStream {
    /** Octets of a record (RFC 8446 section 5.1). */
    private static final int LARGEST_PIECE = 16 * 1024;

    /** Octets that can wait for a slow client without being accounted for. */
    private static final int SMALL_PIECE = 1024;

    private static final int LARGEST_SMALL_RECORD = 2 * SMALL_PIECE;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The engine demands a buffer for the largest record, however short the next one is. */
    private static final SpareBuffers SPARES = new SpareBuffers(Records.CAPACITY, 32);

    private final SSLEngine engine;
    private final OutputStream out;
    private final SessionMemory session;

    CipherOutput(SSLEngine engine, OutputStream out, SessionMemory session) {
        this.engine = engine;
        this.out = out;
        this.session = session;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            done += writeSome(octets, offset + done, length - done);
        }
    }

    private int writeSome(byte[] octets, int offset, int length) throws IOException {
        if (length <= SMALL_PIECE || !session.takeIfPlenty(MemoryUse.TLS, Records.CAPACITY)) {
            return send(ByteBuffer.wrap(octets, offset, Math.min(length, SMALL_PIECE)), out);
        }
        try {
            return send(ByteBuffer.wrap(octets, offset, Math.min(length, LARGEST_PIECE)), out);
        } finally {
            session.giveBack(MemoryUse.TLS, Records.CAPACITY);
        }
    }

    /** Sends the engine's own messages: handshake messages or the closing alert. */
    void sendOwn() throws IOException {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
            int _ = send(NOTHING, own);
        }
        if (own.size() > 0) {
            out.write(own.toByteArray());
            out.flush();
        }
    }

    /** {@return how many octets of the clear text were encrypted} */
    private int send(ByteBuffer clear, OutputStream to) throws IOException {
        byte[] record = SPARES.take();
        boolean kept = true;
        try {
            ByteBuffer cipher = ByteBuffer.wrap(record);
            SSLEngineResult result = engine.wrap(clear, cipher);
            if (result.getStatus() != SSLEngineResult.Status.OK && result.bytesProduced() == 0) {
                throw new TlsFailure("the encryption has ended: " + result.getStatus());
            }
            int length = cipher.position();
            if (length <= LARGEST_SMALL_RECORD) {
                byte[] own = Arrays.copyOf(record, length);
                kept = false;
                SPARES.giveBack(record);
                to.write(own, 0, length);
            } else {
                to.write(record, 0, length);
            }
            return result.bytesConsumed();
        } finally {
            if (kept) {
                SPARES.giveBack(record);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
