package dmail.common.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gathers replies and sends them together, so that the answers to pipelined commands leave in one
 * packet (RFC 2920 section 3.2). The buffer is small until much is gathered, and small again after
 * {@link #trim()}, so that thousands of idle sessions cost little.
 *
 * <p>Not thread-safe: one session, one writer.
 */
public final class WireWriter {
    private static final int IDLE_CAPACITY = 256;
    private static final int CAPACITY = 16 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};

    private OutputStream out;
    private byte[] buffer = new byte[IDLE_CAPACITY];
    private int size;
    private boolean unflushed;

    public WireWriter(OutputStream out) {
        this.out = out;
    }

    /** Adds text, one octet a character (ISO 8859-1); anything wider becomes a question mark. */
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
        if (length >= CAPACITY) {
            unflushed = true;
            out.write(octets, offset, length);
            return;
        }
        if (length > buffer.length - size) {
            grow(length);
        }
        System.arraycopy(octets, offset, buffer, size, length);
        size += length;
    }

    /**
     * Sends a part of a file behind what was gathered. A short one is gathered as well, so that it
     * leaves in one packet with what stands around it; a longer one the system sends by itself
     * where the output allows it.
     *
     * @throws IOException also when the file ends too early
     */
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        if (length <= CAPACITY) {
            gather(file, offset, (int) length);
            return;
        }
        send();
        unflushed = true;
        if (out instanceof FileReceiver receiver) {
            receiver.receive(file, offset, length);
        } else {
            FileCopy.write(file, offset, length, out);
        }
    }

    private void gather(FileChannel file, long offset, int length) throws IOException {
        if (length > CAPACITY - size) {
            send();
        }
        if (length > buffer.length - size) {
            grow(length);
        }
        FileCopy.read(file, offset, ByteBuffer.wrap(buffer, size, length));
        size += length;
    }

    /** Sends there from now on; nothing must wait to be sent. */
    public void continueWith(OutputStream other) {
        if (size > 0 || unflushed) {
            throw new IllegalStateException("octets wait for the way as it was");
        }
        out = other;
    }

    /** Adds CRLF. */
    public void endLine() throws IOException {
        write(LINE_END, 0, LINE_END.length);
    }

    /** Sends what was gathered; does nothing when nothing waits. */
    public void flush() throws IOException {
        if (size == 0 && !unflushed) {
            return;
        }
        send();
        unflushed = false;
        out.flush();
    }

    /** Gives a grown buffer back while the session idles; does nothing when octets wait. */
    public void trim() {
        if (size == 0 && buffer.length > IDLE_CAPACITY) {
            buffer = new byte[IDLE_CAPACITY];
        }
    }

    private void grow(int length) {
        buffer = Arrays.copyOf(buffer, Math.clamp(2L * (size + length), 0, CAPACITY));
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
