package dmail.common.tls;

import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/**
 * Decrypts the client's octets. The buffer is small while the client is silent; it grows for long
 * records and for much input at once. After a time-out a read can be tried again. Not thread-safe:
 * one session, one input.
 */
final class CipherInput extends InputStream {
    private static final int IDLE_CAPACITY = 512;

    /** RFC 8446 section 5.1: type, version, length. */
    private static final int HEAD = 5;

    private static final int LENGTH_AT = 3;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What the engine must do between two records. */
    interface HandshakeTasks {
        void run() throws IOException;
    }

    private final SSLEngine engine;
    private final InputStream in;
    private final SessionMemory session;
    private final HandshakeTasks handshakeTasks;
    private final byte[] small = new byte[IDLE_CAPACITY];

    /** Encrypted input, from the buffer's position to its limit. */
    private ByteBuffer cipher = ByteBuffer.wrap(small).limit(0);

    /** Decrypted octets for which the reader had no room. */
    private ByteBuffer rest = NOTHING;

    private boolean filled;
    private boolean ended;

    CipherInput(
            SSLEngine engine,
            InputStream in,
            SessionMemory session,
            HandshakeTasks handshakeTasks) {
        this.engine = engine;
        this.in = in;
        this.session = session;
        this.handshakeTasks = handshakeTasks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!rest.hasRemaining()) {
            if (!cipher.hasRemaining() && !fill()) {
                return -1;
            }
            ByteBuffer clear = ByteBuffer.wrap(target, offset, length);
            if (!next(clear)) {
                return -1;
            }
            if (clear.position() > offset) {
                return clear.position() - offset;
            }
        }
        return takeRest(target, offset, length);
    }

    private int takeRest(byte[] target, int offset, int length) {
        int count = Math.min(length, rest.remaining());
        rest.get(target, offset, count);
        if (!rest.hasRemaining()) {
            session.giveBack(MemoryUse.TLS, Records.CAPACITY);
            rest = NOTHING;
        }
        return count;
    }

    /** Decrypts the next record, of whatever type; {@return false at the end} */
    boolean next(ByteBuffer clear) throws IOException {
        SSLEngineResult result = engine.unwrap(cipher, clear);
        boolean goesOn =
                switch (result.getStatus()) {
                    case OK -> true;
                    case BUFFER_UNDERFLOW -> fill();
                    case BUFFER_OVERFLOW -> takeAside();
                    case CLOSED -> {
                        ended = true;
                        yield false;
                    }
                };
        handshakeTasks.run();
        return goesOn;
    }

    private boolean takeAside() throws IOException {
        if (!isWhole()) {
            return fill();
        }
        session.require(MemoryUse.TLS, Records.CAPACITY);
        ByteBuffer clear = ByteBuffer.allocate(Records.CAPACITY);
        SSLEngineResult _ = engine.unwrap(cipher, clear);
        rest = clear.flip();
        if (!rest.hasRemaining()) {
            session.giveBack(MemoryUse.TLS, Records.CAPACITY);
        }
        return true;
    }

    /** {@return whether the next record is complete; its header has the length} */
    private boolean isWhole() {
        if (cipher.remaining() < HEAD) {
            return false;
        }
        int length = Short.toUnsignedInt(cipher.getShort(cipher.position() + LENGTH_AT));
        return cipher.remaining() >= HEAD + length;
    }

    /** Waits for input; {@return false at the end of the connection} */
    boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        makeRoom();
        int free = cipher.capacity() - cipher.limit();
        int count = in.read(cipher.array(), cipher.limit(), free);
        if (count < 0) {
            ended = true;
            return false;
        }
        filled = count == free;
        cipher.limit(cipher.limit() + count);
        return true;
    }

    private void makeRoom() throws IOException {
        if (cipher.hasRemaining()) {
            int left = cipher.remaining();
            cipher.compact().flip().limit(left);
            if (left == cipher.capacity()) {
                session.require(MemoryUse.TLS, Records.CAPACITY);
                grow();
            }
            return;
        }
        if (!filled) {
            shrink();
        } else if (cipher.capacity() == IDLE_CAPACITY
                && session.takeIfPlenty(MemoryUse.TLS, Records.CAPACITY)) {
            grow();
        }
        cipher.position(0).limit(0);
    }

    private void grow() {
        ByteBuffer larger = ByteBuffer.allocate(cipher.capacity() + Records.CAPACITY);
        cipher = larger.put(cipher).flip();
    }

    private void shrink() {
        if (cipher.capacity() > IDLE_CAPACITY) {
            session.giveBack(MemoryUse.TLS, cipher.capacity() - IDLE_CAPACITY);
            cipher = ByteBuffer.wrap(small);
        }
    }
}
