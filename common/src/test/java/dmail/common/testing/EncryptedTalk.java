package dmail.common.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A client that talks line by line over a socket, and can go over to encryption. */
public final class EncryptedTalk implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket plain;
    private Socket socket;
    private Optional<SSLSocket> secure = Optional.empty();

    private EncryptedTalk(Socket plain) {
        this.plain = plain;
        this.socket = plain;
    }

    /** Connects to a port of this host. */
    public static EncryptedTalk to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new EncryptedTalk(socket);
    }

    /** Agrees on encryption. */
    public void encrypt() throws IOException {
        SSLSocket agreed = TrustingClient.over(plain);
        socket = agreed;
        secure = Optional.of(agreed);
    }

    /** {@return the certificate that the server has shown} */
    public Certificate certificate() throws IOException {
        return secure.orElseThrow().getSession().getPeerCertificates()[0];
    }

    /** Sends the octets as they are, without a line end. */
    public void send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Sends a line; {@return the line that comes back} */
    public String ask(String line) throws IOException {
        send(line + "\r\n");
        return hear();
    }

    /** {@return the next line, or all there was when the server has closed} */
    public String hear() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** {@return lines up to the one that begins so, joined by bars} */
    public String hearTo(String start) throws IOException {
        StringBuilder lines = new StringBuilder(hear());
        String last = lines.toString();
        while (!last.startsWith(start) && !last.isEmpty()) {
            last = hear();
            lines.append('|').append(last);
        }
        return lines.toString();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
