package dmail.smtp.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits;
import dmail.common.net.SessionLimits.Entry;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, whose other end the kernel knows. */
@Timeout(60)
final class SubmissionSocketTest {
    private static final String ME = System.getProperty("user.name");

    @TempDir private Path work;
    private final MemoryLog log = new MemoryLog();
    private final FakeSessions sessions = new FakeSessions();
    private SubmitFolder folder;
    private SubmissionSocket socket;

    /** Says in each session whose it is, and what it has read to the end. */
    private static final class FakeSessions implements LocalSessions {
        private final BlockingQueue<SessionMemory> left = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final CountDownLatch talking = new CountDownLatch(1);
        private volatile Entry entry = new Entry.Entered(SessionMemory.unbounded());

        @Override
        public SessionLimits.Entry enter(String user, SessionMemory.Line line) {
            asked.add(user);
            return entry;
        }

        @Override
        public void leave(SessionMemory session) {
            left.add(session);
        }

        @Override
        public Duration readTimeout() {
            return Duration.ofMinutes(5);
        }

        @Override
        public PickupLimits pickupLimits() {
            throw new AssertionError("nothing is left");
        }

        @Override
        public void serve(
                String user,
                SessionMemory memory,
                InputStream in,
                OutputStream out,
                Consumer<Duration> readTimeout) {
            try {
                out.write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                talking.countDown();
                out.write(in.readAllBytes());
                out.write(("from " + user).getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean replay(String user, InputStream in, OutputStream out) {
            throw new AssertionError("nothing is left");
        }
    }

    @BeforeEach
    void open() throws IOException {
        folder = SubmitFolder.in(work);
        folder.create();
        socket = SubmissionSocket.open(folder, sessions, log);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()));
    }

    private static String rest(SocketChannel channel) throws IOException {
        byte[] octets = Channels.newInputStream(channel).readAllBytes();
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** {@return all that is said to a client that says one line} */
    private String talk() throws IOException {
        try (SocketChannel client = connect()) {
            Channels.newOutputStream(client).write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            return rest(client);
        }
    }

    @Test
    void anyUserOfThisHostMayOpenIt() throws IOException {
        assertEquals(
                "rw-rw-rw-",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.socket())));
        assertEquals(
                "rwx--x--x",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
    }

    @Test
    void theKernelSaysWhoSends() throws Exception {
        assertEquals("220 hello\r\nNOOP\r\nfrom " + ME, talk());
        assertEquals(ME, sessions.asked.take());
    }

    @Test
    void aSessionGivesItsPlaceBack() throws Exception {
        SessionMemory place = SessionMemory.unbounded();
        sessions.entry = new Entry.Entered(place);

        talk();

        assertEquals(place, sessions.left.take());
    }

    /** RFC 3463 section 3.4: the system does not take mail now. */
    @Test
    void whereAllPlacesAreTakenTheServerIsBusy() throws IOException {
        sessions.entry = new Entry.Full();
        try (SocketChannel client = connect()) {
            assertEquals("421 4.3.2 All connections are taken; try again later\r\n", rest(client));
        }
        assertEquals(0, sessions.left.size());
    }

    @Test
    void aUserWithTooManySessionsIsRefusedAnother() throws IOException {
        sessions.entry = new Entry.Refused();
        try (SocketChannel client = connect()) {
            assertEquals("421 4.7.0 Too many connections; try again later\r\n", rest(client));
        }
        assertEquals(0, sessions.left.size());
    }

    @Test
    void sessionsMaySayGoodbyeWhenItStops() throws Exception {
        try (SocketChannel client = connect()) {
            sessions.talking.await();

            socket.stopAccepting();

            assertEquals("220 hello\r\nfrom " + ME, rest(client));
        }
        assertFalse(Files.exists(folder.socket()));
        assertThrows(IOException.class, this::connect);
    }

    @Test
    void aSocketThatACrashLeftIsReplaced() throws IOException {
        socket.close();
        Files.writeString(folder.socket(), "");

        socket = SubmissionSocket.open(folder, sessions, log);

        assertEquals("220 hello\r\nNOOP\r\nfrom " + ME, talk());
    }
}
