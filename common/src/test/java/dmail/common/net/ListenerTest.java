package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.net.BindException;
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

@Timeout(30)
class ListenerTest {
    /**
     * Echoes what it reads, says goodbye at the end of input; {@code !} makes it fail, {@code ~} go
     * on with a fresh thread, {@code *} go on as one that is busy.
     */
    private static final class Echo implements Listener.Service {
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public Optional<Listener.Part> serve(Accepted connection, SessionMemory session)
                throws IOException {
            Socket socket = connection.socket();
            events.add("begin");
            socket.getOutputStream().write('+');
            return echo(socket);
        }

        private Optional<Listener.Part> echo(Socket socket) throws IOException {
            for (int octet = socket.getInputStream().read();
                    octet >= 0 && octet != '.';
                    octet = socket.getInputStream().read()) {
                if (octet == '!') {
                    throw new IllegalStateException("asked to fail");
                }
                if (octet == '#') {
                    throw new OutOfMemoryError("asked to be out of memory");
                }
                if (octet == '~') {
                    Thread before = Thread.currentThread();
                    return Optional.of(() -> {
                        events.add(before.equals(Thread.currentThread()) ? "same" : "fresh");
                        return echo(socket);
                    });
                }
                if (octet == '*') {
                    return Optional.of(busy(socket));
                }
                socket.getOutputStream().write(octet);
            }
            socket.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
            events.add("end");
            return Optional.empty();
        }

        private Listener.Part busy(Socket socket) {
            return new Listener.Part() {
                @Override
                public Optional<Listener.Part> serve() throws IOException {
                    events.add(Thread.currentThread().isVirtual() ? "virtual" : "system");
                    return echo(socket);
                }

                @Override
                public boolean isBusy() {
                    return true;
                }
            };
        }

        @Override
        public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
            return new byte[] {'-'};
        }

        @Override
        public void acceptFailed(Throwable problem) {
            events.add("accept failed");
        }

        @Override
        public void connectionFailed(Accepted connection, Throwable problem) {
            events.add(problem.getClass().getSimpleName());
        }

        String next() throws InterruptedException {
            return String.valueOf(events.poll(10, TimeUnit.SECONDS));
        }
    }

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Echo echo = new Echo();
    private final SessionLimits limits = limits(2);

    private static SessionLimits limits(int most) {
        return new SessionLimits(
                new MemoryAccount(1_000_000),
                1,
                new SessionLimits.Most(most, most, ClientGroup.USUAL_PREFIX));
    }

    private Listener listener;

    @BeforeEach
    void open() throws IOException {
        listener = Listener.open(new InetSocketAddress(HERE, 0), echo, limits);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(HERE, listener.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String hear(Socket socket, int octets) throws IOException {
        return new String(socket.getInputStream().readNBytes(octets), StandardCharsets.ISO_8859_1);
    }

    @Test
    void servesEachConnection() throws IOException {
        try (Socket one = connect();
                Socket two = connect()) {
            two.getOutputStream().write('2');
            one.getOutputStream().write('1');
            assertEquals("+1", hear(one, 2));
            assertEquals("+2", hear(two, 2));
        }
    }

    @Test
    void tellsAConnectionAboveTheLimitAndMakesRoomAgain() throws Exception {
        try (Socket one = connect();
                Socket two = connect()) {
            assertEquals("+", hear(one, 1));
            assertEquals("+", hear(two, 1));
            try (Socket three = connect()) {
                assertEquals("-", hear(three, 2));
            }
            one.getOutputStream().write('.');
            assertEquals("bye", hear(one, 4));
        }
        awaitSessions(0);
        try (Socket four = connect()) {
            assertEquals("+", hear(four, 1));
        }
    }

    /** However many come: a client that is cut without a word takes us for broken. */
    @Test
    void whoeverIsTurnedAwayHearsSo() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (Listener small = Listener.open(new InetSocketAddress(HERE, 0), echo, limits(1))) {
            // Its session works, for all that is known, and others may hope for its place.
            Socket first = new Socket();
            sockets.add(first);
            first.bind(new InetSocketAddress("127.0.0.2", 0));
            first.connect(small.address());
            first.setSoTimeout(10_000);
            assertEquals("+", hear(first, 1));
            for (int i = 0; i < 400; i++) {
                sockets.add(new Socket(HERE, small.port()));
                sockets.getLast().setSoTimeout(10_000);
            }
            for (Socket socket : sockets.subList(1, sockets.size())) {
                assertEquals("-", hear(socket, 2));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void awaitSessions(int count) {
        while (limits.sessions() != count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSessionThatFailsHarmsNoOther() throws Exception {
        try (Socket one = connect()) {
            one.getOutputStream().write('!');
            assertEquals("begin", echo.next());
            assertEquals("IllegalStateException", echo.next());
        }
        try (Socket two = connect()) {
            assertEquals("+", hear(two, 1));
        }
    }

    @Test
    void aSessionThatRunsOutOfMemoryEndsAloneAndIsTold() throws Exception {
        try (Socket one = connect();
                Socket other = connect()) {
            assertEquals("+", hear(other, 1));
            one.getOutputStream().write('#');
            assertEquals("begin", echo.next());
            assertEquals("begin", echo.next());
            assertEquals("OutOfMemoryError", echo.next());

            other.getOutputStream().write('x');
            assertEquals("x", hear(other, 1));
        }
        try (Socket two = connect()) {
            assertEquals("+", hear(two, 1));
        }
    }

    /** What the client had sent ahead must not make its system throw away our last words. */
    @Test
    void theLastWordsArriveThoughInputWasLeftUnread() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(".".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
                assertEquals("+bye", hear(socket, 5));
            }
            // Its session ends only now, and two at a time are the limit here.
            awaitSessions(0);
        }
    }

    @Test
    void endingLetsASessionSayGoodbye() throws Exception {
        try (Socket idle = connect()) {
            assertEquals("+", hear(idle, 1));
            assertTrue(listener.endSessions(Duration.ofSeconds(10)));
            assertEquals("bye", hear(idle, 4));
        }
        assertThrows(SocketException.class, this::connect);
    }

    @Test
    void endingGivesUpOnASessionThatStays() throws Exception {
        try (Socket one = connect()) {
            assertEquals("+", hear(one, 1));
            Listener.Service stubborn = new Stubborn();
            try (Listener other = Listener.open(new InetSocketAddress(HERE, 0), stubborn, limits);
                    Socket client = new Socket(HERE, other.port())) {
                assertEquals("+", hear(client, 1));
                assertEquals(false, other.endSessions(Duration.ofMillis(50)));
            }
        }
    }

    @Test
    void aSessionGoesOnWithAFreshThread() throws Exception {
        try (Socket socket = connect()) {
            assertEquals("+", hear(socket, 1));
            socket.getOutputStream().write("a~b.".getBytes(StandardCharsets.US_ASCII));
            assertEquals("abbye", hear(socket, 6));
        }
        assertEquals("begin", echo.next());
        assertEquals("fresh", echo.next());
        assertEquals("end", echo.next());
    }

    @Test
    void someBusySessionsGetThreadsOfTheSystem() throws Exception {
        int many = 9;
        List<Socket> sockets = new ArrayList<>();
        try (Listener roomy = Listener.open(new InetSocketAddress(HERE, 0), echo, limits(many))) {
            for (int i = 0; i < many; i++) {
                Socket socket = new Socket(HERE, roomy.port());
                socket.setSoTimeout(10_000);
                sockets.add(socket);
                assertEquals("begin", echo.next());
                socket.getOutputStream().write('*');
                assertEquals(i < 8 ? "system" : "virtual", echo.next());
            }
            // It rests, which gives its thread to the next that is busy.
            sockets.getFirst().getOutputStream().write('~');
            assertEquals("fresh", echo.next());
            hasFreeThread(sockets.getLast());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void hasFreeThread(Socket socket) throws Exception {
        String kind;
        do {
            socket.getOutputStream().write('*');
            kind = echo.next();
        } while (kind.equals("virtual"));
        assertEquals("system", kind);
    }

    @Test
    void aFailureInALaterPartFreesThePlaceOfTheSession() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Socket socket = connect()) {
                assertEquals("+", hear(socket, 1));
                socket.getOutputStream().write("~!".getBytes(StandardCharsets.US_ASCII));
                assertEquals("", hear(socket, 1));
            }
            assertEquals("begin", echo.next());
            assertEquals("fresh", echo.next());
            assertEquals("IllegalStateException", echo.next());
        }
    }

    /** Waits for a client that closes its socket for good. */
    private static final class Stubborn implements Listener.Service {
        @Override
        public Optional<Listener.Part> serve(Accepted connection, SessionMemory session)
                throws IOException {
            Socket socket = connection.socket();
            socket.getOutputStream().write('+');
            while (!socket.isClosed()) {
                Thread.onSpinWait();
            }
            return Optional.empty();
        }

        @Override
        public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
            return new byte[0];
        }

        @Override
        public void acceptFailed(Throwable problem) {}

        @Override
        public void connectionFailed(Accepted connection, Throwable problem) {}
    }

    @Test
    void aPlaceThatIsTakenIsSaidAtOnce() {
        assertThrows(
                BindException.class, () -> Listener.open(listener.address(), echo, limits).close());
    }

    @Test
    void stopsAcceptingWhileSessionsGoOn() throws Exception {
        try (Socket socket = connect()) {
            assertEquals("+", hear(socket, 1));
            listener.stopAccepting();
            assertThrows(SocketException.class, this::connect);
            socket.getOutputStream().write('x');
            assertEquals("x", hear(socket, 1));
        }
    }
}
