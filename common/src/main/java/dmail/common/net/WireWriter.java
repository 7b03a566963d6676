package dmail.common.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Gathers replies and sends them together, so that the answers to pipelined commands leave in one
 * packet (RFC 2920 section 3.2). Holds no buffer while nothing waits to be sent.
 *
 * <p>Not thread-safe: one session, one writer.
 */
public final class WireWriter {
    private static final int CAPACITY = 8 * 1024;
    private static final byte[] NONE = {};

    private final OutputStream out;
    private byte[] buffer = NONE;
    private int size;

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
            out.write(octets, offset, length);
            return;
        }
        if (buffer.length == 0) {
            buffer = new byte[CAPACITY];
        }
        System.arraycopy(octets, offset, buffer, size, length);
        size += length;
    }

    /** Adds CRLF. */
    public void endLine() throws IOException {
        write("\r\n");
    }

    /** Sends what was gathered and gives the buffer back. */
    public void flush() throws IOException {
        send();
        buffer = NONE;
        out.flush();
    }

    private void send() throws IOException {
        if (size > 0) {
            int length = size;
            size = 0;
            out.write(buffer, 0, length);
        }
    }
}
