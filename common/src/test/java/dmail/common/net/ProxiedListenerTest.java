package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener behind proxies at 127.0.0.1 and 127.0.0.3; it excludes 192.0.2.66. */
@Timeout(30)
class ProxiedListenerTest {
    private static final InetAddress PROXY = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress OTHER_PROXY = InetAddress.ofLiteral("127.0.0.3");
    private static final int MOST_OF_ONE = 2;

    /** Connections of a proxy that could keep out all others. */
    private static final int VERY_MANY = 512;

    /** Greets with the addresses of the connection, then waits for the end of input. */
    private final class Addresses implements Listener.Service {
        @Override
        public boolean isBehindProxy() {
            return true;
        }

        @Override
        public boolean isProxy(InetAddress address) {
            return address.equals(PROXY) || address.equals(OTHER_PROXY);
        }

        @Override
        public void headerRefused(Accepted connection, String why) {
            events.add(why);
        }

        @Override
        public Optional<byte[]> exclusion(Accepted connection) {
            return connection.client().getHostAddress().equals("192.0.2.66")
                    ? Optional.of(octets("excluded\n"))
                    : Optional.empty();
        }

        @Override
        public Optional<Listener.Part> serve(Accepted connection, SessionMemory session)
                throws IOException {
            String greeting =
                    connection.client().getHostAddress()
                            + ":"
                            + connection.clientPort()
                            + " at "
                            + connection.reached().getHostAddress()
                            + "\n";
            connection.socket().getOutputStream().write(octets(greeting));
            connection.socket().getInputStream().transferTo(connection.socket().getOutputStream());
            return Optional.empty();
        }

        @Override
        public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
            return octets("too many from " + connection.client().getHostAddress() + "\n");
        }

        @Override
        public void acceptFailed(Throwable problem) {
            events.add("accept failed: " + problem);
        }

        @Override
        public void connectionFailed(Accepted connection, Throwable problem) {
            events.add("failed: " + problem);
        }
    }

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final SessionLimits limits =
            new SessionLimits(
                    new MemoryAccount(1_000_000),
                    1,
                    new SessionLimits.Most(100, MOST_OF_ONE, ClientGroup.USUAL_PREFIX));
    private Listener listener;

    @BeforeEach
    void open() throws IOException {
        listener =
                Listener.open(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                        new Addresses(),
                        limits);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void b18_clientAndReachedAddressAreThoseOfTheHeader() throws IOException {
        try (Socket socket = connect("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\nahead")) {
            assertEquals("192.0.2.9:50000 at 192.0.2.1\nahead", hear(socket, 34));
        }
    }

    @Test
    void b18_aProxyThatConnectsForItselfIsServed() throws IOException {
        try (Socket socket = connect("PROXY UNKNOWN\r\n")) {
            String addresses = "127.0.0.1:" + socket.getLocalPort() + " at 127.0.0.1\n";
            assertEquals(addresses, hear(socket, addresses.length()));
        }
    }

    @Test
    void momN36_withoutAHeaderItIsClosedWithoutAGreeting() throws Exception {
        try (Socket socket = connect("EHLO client.example\r\n")) {
            assertEquals("", hearAll(socket));
            assertEquals("no PROXY header", event());
        }
    }

    @Test
    void momN36_fromElsewhereItIsClosedWithoutAGreeting() throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            socket.connect(listener.address());
            assertEquals("", hearAll(socket));
            assertEquals("not from a network of proxy_protocol", event());
        }
    }

    @Test
    void b18_theClientOfTheHeaderIsTheOneThatIsExcluded() throws IOException {
        try (Socket socket = connect("PROXY TCP4 192.0.2.66 192.0.2.1 50000 25\r\n")) {
            assertEquals("excluded\n", hearAll(socket));
        }
    }

    @Test
    void b18_theClientOfTheHeaderIsTheOneThatIsCounted() throws IOException {
        try (Socket one = connect("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\n");
                Socket two = connect("PROXY TCP4 192.0.2.9 192.0.2.1 50001 25\r\n")) {
            assertEquals("192", hear(one, 3));
            assertEquals("192", hear(two, 3));
            try (Socket three = connect("PROXY TCP4 192.0.2.9 192.0.2.1 50002 25\r\n");
                    Socket other = connect("PROXY TCP4 192.0.2.10 192.0.2.1 50003 25\r\n")) {
                assertEquals("too many from 192.0.2.9\n", hearAll(three));
                assertEquals("192.0.2.10:50003 at 192.0.2.1\n", hear(other, 30));
            }
        }
    }

    @Test
    void b18_aProxyThatSaysNothingYetHoldsUpNobody() throws IOException {
        try (Socket silent = connect("PROX");
                Socket next = connect("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\n")) {
            assertEquals("192.0.2.9:50000 at 192.0.2.1\n", hear(next, 29));
            silent.getOutputStream().write(octets("Y TCP4 192.0.2.8 192.0.2.1 50000 25\r\n"));
            assertEquals("192.0.2.8:50000 at 192.0.2.1\n", hear(silent, 29));
        }
    }

    @Test
    void b18_aProxyThatSendsNoHeadersKeepsOutNoOtherProxy() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Socket other = new Socket()) {
            for (int i = 0; i < VERY_MANY; i++) {
                silent.add(new Socket(PROXY, listener.port()));
            }
            other.setSoTimeout(10_000);
            other.bind(new InetSocketAddress(OTHER_PROXY, 0));
            other.connect(listener.address());
            other.getOutputStream().write(octets("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\n"));
            assertEquals("192.0.2.9:50000 at 192.0.2.1\n", hear(other, 29));
            assertEquals("too many connections at a time", event());
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void aStopDoesNotWaitForHeaders() throws Exception {
        try (Socket _ = connect("PROXY UNK");
                Socket served = connect("PROXY UNKNOWN\r\n")) {
            assertEquals("127", hear(served, 3));
            assertEquals(true, listener.endSessions(Duration.ofSeconds(4)));
        }
    }

    private Socket connect(String octets) throws IOException {
        Socket socket = new Socket(PROXY, listener.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(octets(octets));
        return socket;
    }

    private static String hear(Socket socket, int octets) throws IOException {
        return new String(socket.getInputStream().readNBytes(octets), StandardCharsets.ISO_8859_1);
    }

    /** What is said before the end; that input was left unread may cut the connection. */
    private static String hearAll(Socket socket) throws IOException {
        StringBuilder heard = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                heard.append((char) octet);
            }
        } catch (SocketException cut) {
            // As good as closed.
        }
        return heard.toString();
    }

    private String event() throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
