package dmail.suite;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** One end of a connection: lines and dotted blocks as they are, one character an octet. */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 8 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    static Wire connect(InetSocketAddress server, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(server, (int) timeout.toMillis());
            return new Wire(socket);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** {@return one end of a connection that is there already} */
    static Wire over(Socket connected, Duration timeout) throws IOException {
        connected.setTcpNoDelay(true);
        connected.setSoTimeout((int) timeout.toMillis());
        return new Wire(connected);
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] octets) throws IOException {
        out.write(octets);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Reads a line without its CRLF. */
    String line() throws IOException {
        int length = find();
        String line = new String(buffer, position, length, StandardCharsets.ISO_8859_1);
        position += length + 2;
        return line;
    }

    /** Reads a block up to its single dot, dots undone, each line with CRLF. */
    byte[] block() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream(BUFFER);
        for (int length = find(); !lastOfBlock(length); length = find()) {
            int dots = length > 0 && buffer[position] == '.' ? 1 : 0;
            block.write(buffer, position + dots, length - dots + 2);
            position += length + 2;
        }
        position += 3;
        return block.toByteArray();
    }

    /** Reads a block up to its single dot; {@return how many lines it had}. */
    int countedBlock() throws IOException {
        int lines = 0;
        for (int length = find(); !lastOfBlock(length); length = find()) {
            position += length + 2;
            lines++;
        }
        position += 3;
        return lines;
    }

    /** Cuts the connection with a reset, as a client that dies does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean lastOfBlock(int length) {
        return length == 1 && buffer[position] == '.';
    }

    /** Has a whole line in the buffer; {@return its length without CRLF}. */
    private int find() throws IOException {
        int at = position;
        while (true) {
            while (at + 1 < limit) {
                if (buffer[at] == '\r' && buffer[at + 1] == '\n') {
                    return at - position;
                }
                at++;
            }
            int seen = at - position;
            fill();
            at = position + seen;
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            throw new EOFException("the other side closed the connection");
        }
        limit += read;
    }
}
