package dmail.common.net;

import dmail.common.net.ProxyHeader.Incomplete;
import dmail.common.net.ProxyHeader.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Reads the header of a proxied connection, and nothing of what follows it. */
final class ProxyHeaderReader {
    private ProxyHeaderReader() {}

    /**
     * Reads the header of a connection.
     *
     * @param timeout for the whole header
     * @return never {@link Incomplete}
     * @throws SocketTimeoutException when it doesn't come in time
     */
    static ProxyHeader read(Socket socket, Duration timeout) throws IOException {
        return read(TimeoutInput.of(socket, timeout));
    }

    static ProxyHeader read(InputStream in) throws IOException {
        byte[] octets = new byte[ProxyHeader.LONGEST];
        int length = 0;
        ProxyHeader header = ProxyHeader.parse(octets, length);
        while (header instanceof Incomplete(int more)) {
            int read = in.read(octets, length, more);
            if (read < 0) {
                return new Malformed("the connection ended in its PROXY header");
            }
            length += read;
            header = ProxyHeader.parse(octets, length);
        }
        return header;
    }
}
