package dmail.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sessions that stay open while the server's listeners change. */
final class OpenSessions implements AutoCloseable {
    /** Before the first of them there are as many callers as any test has. */
    private static final int FIRST = 100;

    private record Open(String address, Socket socket, BufferedReader lines) {}

    private final int port;
    private final List<Open> sessions = new ArrayList<>();

    OpenSessions(int port) {
        this.port = port;
    }

    /** Opens one more, and reads its greeting. */
    void open(String address) throws IOException {
        Socket socket = Callers.connect(FIRST + sessions.size(), address, port);
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        sessions.add(new Open(address, socket, lines));
        if (lines.readLine() == null) {
            throw new IOException("no greeting at " + address);
        }
    }

    /** {@return those that don't answer QUIT any more} */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (Open session : sessions) {
            try {
                Attackers.say(session.socket(), "QUIT\r\n");
                if (session.lines().readLine() == null) {
                    broken.add(session.address() + ": closed");
                }
            } catch (IOException reset) {
                broken.add(session.address() + ": " + reset);
            }
        }
        return broken;
    }

    @Override
    public void close() throws IOException {
        for (Open session : sessions) {
            session.socket().close();
        }
    }
}
