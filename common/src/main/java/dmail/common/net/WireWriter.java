package dmail.common.net;

import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Buffers replies, so that the replies to pipelined commands are sent in one packet (RFC 2920
 * section 3.2). The buffer is small until it must grow, and small again after {@link #trim()}, so
 * that thousands of idle sessions cost little.
 *
 * <p>Not thread-safe: one session, one writer.
 */
public final class WireWriter {
    private static final int IDLE_CAPACITY = 256;
    private static final int CAPACITY = 16 * 1024;
    private static final int SMALL_BLOCK = 1024;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final SessionMemory session;
    private OutputStream out;
    private byte[] buffer = new byte[IDLE_CAPACITY];
    private int size;
    private boolean unflushed;

    public WireWriter(OutputStream out) {
        this(out, SessionMemory.unbounded());
    }

    /** Makes a writer for a session, which accounts for what its buffer grows by. */
    public WireWriter(OutputStream out, SessionMemory session) {
        this.out = out;
        this.session = session;
    }

    /**
     * Appends text, one octet a character (ISO 8859-1); any other character becomes a question
     * mark.
     */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    public void write(byte[] octets, int offset, int length) throws IOException {
        if (length > CAPACITY - size) {
            send();
        }
        if (length >= CAPACITY || !hasRoomFor(length)) {
            send();
            unflushed = true;
            out.write(octets, offset, length);
            return;
        }
        System.arraycopy(octets, offset, buffer, size, length);
        size += length;
    }

    /**
     * Sends a range of a file after what is buffered. A short one is buffered as well, so that it
     * is sent in one packet with what surrounds it; a longer one is sent by the kernel where the
     * output allows it.
     *
     * @throws IOException also when the file ends too early
     */
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        if (length > CAPACITY - size) {
            send();
        }
        if (length <= CAPACITY && hasRoomFor((int) length)) {
            gather(file, offset, (int) length);
            return;
        }
        send();
        unflushed = true;
        if (out instanceof FileReceiver receiver) {
            receiver.receive(file, offset, length);
        } else {
            copy(file, offset, length);
        }
    }

    private void copy(FileChannel file, long offset, long length) throws IOException {
        boolean plenty = session.takeIfPlenty(MemoryUse.SESSIONS, FileCopy.USUAL_BLOCK);
        try {
            int block = plenty ? FileCopy.USUAL_BLOCK : SMALL_BLOCK;
            FileCopy.write(file, offset, length, block, out);
        } finally {
            if (plenty) {
                session.giveBack(MemoryUse.SESSIONS, FileCopy.USUAL_BLOCK);
            }
        }
    }

    private void gather(FileChannel file, long offset, int length) throws IOException {
        FileCopy.read(file, offset, ByteBuffer.wrap(buffer, size, length));
        size += length;
    }

    /** Writes to another stream from now on; the buffer must be empty. */
    public void continueWith(OutputStream other) {
        if (size > 0 || unflushed) {
            throw new IllegalStateException("octets wait for the way as it was");
        }
        out = other;
    }

    /** Appends CRLF. */
    public void endLine() throws IOException {
        write(LINE_END, 0, LINE_END.length);
    }

    /** Sends what is buffered, if anything. */
    public void flush() throws IOException {
        if (size == 0 && !unflushed) {
            return;
        }
        send();
        unflushed = false;
        out.flush();
    }

    /**
     * Goes back to the small buffer while the session is idle; does nothing when there are octets.
     */
    public void trim() {
        if (size == 0 && buffer.length > IDLE_CAPACITY) {
            session.giveBack(MemoryUse.SESSIONS, buffer.length - IDLE_CAPACITY);
            buffer = new byte[IDLE_CAPACITY];
        }
    }

    /** With a small buffer writing is slower, but works. */
    private boolean hasRoomFor(int length) {
        if (length <= buffer.length - size) {
            return true;
        }
        int capacity = Math.clamp(2L * (size + length), 0, CAPACITY);
        if (!session.takeIfPlenty(MemoryUse.SESSIONS, capacity - buffer.length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, capacity);
        return true;
    }

    private void send() throws IOException {
        if (size > 0) {
            int length = size;
            size = 0;
            unflushed = true;
            out.write(buffer, 0, length);
        }
    }
}
