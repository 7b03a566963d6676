package dmail.it;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers of ports for tests in which several addresses have the same. */
final class Ports {
    private static final int FIRST = 20_000;

    /** Below what Linux gives to clients: one of these could have the port of a server else. */
    private static final int END = 32_000;

    private static final int TIMEOUT_MILLIS = 10_000;

    private Ports() {}

    /** {@return a port that no address of this machine uses now} */
    static int free() throws IOException {
        IOException last = new IOException("no free port");
        for (int i = 0; i < 100; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket _ = new ServerSocket(port)) {
                return port;
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    /** {@return the first four octets that a server sends, or "refused"} */
    static String greeting(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        } catch (ConnectException refused) {
            return "refused";
        }
    }
}
