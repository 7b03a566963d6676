package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import dmail.common.net.TimeoutInput;
import dmail.common.net.WireReader;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.net.WireWriter;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import dmail.common.testing.TrustingClient;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class TlsUpgradeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private final TlsServer tls = new TlsServer();
    private Socket ours;
    private Socket client;
    private TimeoutInput in;
    private WireWriter writer;
    private WireReader reader;
    private TlsUpgrade upgrade;

    @BeforeEach
    void connect() throws IOException {
        TestCertificate made = TestCertificate.good();
        Path file = Files.writeString(folder.resolve("pem"), made.pem() + made.key());
        TlsFiles files = new TlsFiles(file, file);
        tls.use(
                Optional.of(
                        Certificates.read(Optional.of(files), List.of(files), new MemoryLog())));
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client = new Socket(InetAddress.getLoopbackAddress(), server.socket().getLocalPort());
            ours = server.accept().socket();
        }
        in = TimeoutInput.of(ours, TIMEOUT);
        OutputStream out = ours.getOutputStream();
        writer = new WireWriter(out);
        reader = new WireReader(in, writer);
        upgrade =
                new TlsUpgrade(tls, in, out, SessionMemory.unbounded(), Optional.empty(), TIMEOUT);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        ours.close();
    }

    @Test
    void dropsWhatWasSentAheadAndGoesOnEncrypted() throws Exception {
        send(client, "STARTTLS\r\nNOOP\r\n");
        assertEquals(new Line.Whole("STARTTLS"), line());
        assertTrue(reader.hasBuffered());
        writer.write("220 go\r\n");
        FutureTask<String> agreed = begin(() -> upgrade.start(reader, writer));

        assertEquals("220 go\r\n", read(client, 8));
        SSLSocket secure = TrustingClient.over(client);
        send(secure, "EHLO x\r\n");

        assertTrue(agreed.get().startsWith("TLSv1.3 TLS_"), agreed.get());
        assertEquals(new Line.Whole("EHLO x"), line());
        writer.write("250 hello\r\n");
        writer.flush();
        assertEquals("250 hello\r\n", read(secure, 11));
        assertTrue(upgrade.isEncrypted());
        assertFalse(upgrade.isOffered());
    }

    @Test
    void tellsBeforeTheGoAheadWhetherAHandshakeFits() throws IOException {
        MemoryAccount account = new MemoryAccount(100 << 10);
        SessionMemory session =
                account.open(new ClientGroup.User("ann"), 0, SessionMemory.Line.NONE);
        TlsUpgrade way =
                new TlsUpgrade(tls, in, ours.getOutputStream(), session, Optional.empty(), TIMEOUT);
        assertTrue(way.hasRoom());
        assertEquals(0, account.taken(), "who never begins holds nothing");

        assertTrue(account.tryTake(MemoryUse.TABLES, 50 << 10));
        assertFalse(way.hasRoom());
    }

    /** A POP3 session gives memory back after such a silence, and reads on. */
    @Test
    void goesOnAfterASilenceInTheMiddleOfARecord() throws Exception {
        byte[] record = recordOf("NOOP\r\n");
        in.allow(Duration.ofMillis(20));
        client.getOutputStream().write(record, 0, 3);
        assertThrows(SocketTimeoutException.class, this::line);
        in.allow(Duration.ofMillis(20));
        client.getOutputStream().write(record, 3, 7);
        assertThrows(SocketTimeoutException.class, this::line);
        in.allow(TIMEOUT);
        client.getOutputStream().write(record, 10, record.length - 10);

        assertEquals(new Line.Whole("NOOP"), line());
    }

    /** Records are up to 16 KiB, readers take what they have room for. */
    @ParameterizedTest
    @CsvSource({"1, 1", "600, 7", "16384, 1", "16384, 20000", "100000, 8192", "100000, 16384"})
    void readersGetTheOctetsInOrderHoweverMuchTheyTake(int length, int capacity) throws Exception {
        byte[] sent = new byte[length];
        new Random(length).nextBytes(sent);
        Encrypted both = encrypted(SessionMemory.unbounded());
        FutureTask<Boolean> written =
                begin(() -> {
                    both.client().getOutputStream().write(sent);
                    both.client().close();
                    return true;
                });

        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] some = new byte[capacity];
        InputStream from = both.ours().in();
        for (int count = from.read(some); count >= 0; count = from.read(some)) {
            got.write(some, 0, count);
        }
        assertArrayEquals(sent, got.toByteArray());
        assertEquals(-1, from.read(), "the end stays the end");
        assertTrue(written.get(20, TimeUnit.SECONDS));
    }

    @Test
    void anOctetIsReadWithoutItsSign() throws Exception {
        Encrypted both = encrypted(SessionMemory.unbounded());
        both.client().getOutputStream().write(new byte[] {(byte) 0xff, 0});

        assertEquals(0, both.ours().in().read(new byte[3], 0, 0));
        assertEquals(0xff, both.ours().in().read());
        assertEquals(0, both.ours().in().read());
    }

    /** What long records took is given back when the client falls silent. */
    @Test
    void memoryForLongRecordsIsHeldNoLongerThanTheyAreRead() throws Exception {
        MemoryAccount account = new MemoryAccount(1 << 20);
        SessionMemory session =
                account.open(new ClientGroup.User("ann"), 0, SessionMemory.Line.NONE);
        Encrypted both = encrypted(session);
        long atRest = account.taken();
        both.client().getOutputStream().write(new byte[16_384]);
        InputStream from = both.ours().in();

        assertEquals(0, from.read());
        assertTrue(account.taken() > atRest, "the rest of the record waits");
        assertEquals(16_383, from.readNBytes(16_383).length);
        both.client().getOutputStream().write(1);
        assertEquals(1, from.read());
        both.client().getOutputStream().write(2);
        assertEquals(2, from.read());

        assertEquals(atRest, account.taken());
    }

    /** A client's own goodbye is the end, whatever the socket does (RFC 8446 section 6.1). */
    @Test
    void aGoodbyeIsTheEndWhileTheSocketIsOpen() throws Exception {
        Encrypted both = encrypted(SessionMemory.unbounded());
        both.client().shutdownOutput();

        assertEquals(-1, both.ours().in().read());
        assertEquals(-1, both.ours().in().read());
    }

    private record Encrypted(TlsConnection ours, SSLSocket client) {}

    private Encrypted encrypted(SessionMemory session) throws Exception {
        FutureTask<TlsConnection> accepted =
                begin(() -> tls.accept(in, ours.getOutputStream(), session, Optional.empty()));
        SSLSocket secure = TrustingClient.over(client);
        return new Encrypted(accepted.get(20, TimeUnit.SECONDS), secure);
    }

    @Test
    void seesTheEndOfAClientThatJustGoes() throws Exception {
        SSLSocket _ = secure();
        client.shutdownOutput();

        assertEquals(new Line.End(), line());
    }

    @Test
    void tellsTheClientThatNothingMoreComes() throws Exception {
        SSLSocket secure = secure();
        upgrade.end();

        assertEquals(-1, secure.getInputStream().read());
        client.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    }

    @Test
    void waitsNoLongerThanItsPatienceForAHandshake() {
        TlsUpgrade impatient =
                new TlsUpgrade(
                        tls,
                        in,
                        OutputStream.nullOutputStream(),
                        SessionMemory.unbounded(),
                        Optional.empty(),
                        Duration.ofMillis(20));

        TlsFailure failure = assertThrows(TlsFailure.class, () -> impatient.start(reader, writer));
        assertEquals("no handshake in time", failure.getMessage());
        assertFalse(impatient.isEncrypted());
    }

    @Test
    void failsInOneSentenceWhenTheClientSpeaksSomethingElse() throws IOException {
        send(client, "GET / HTTP/1.1\r\n\r\n");

        TlsFailure failure = assertThrows(TlsFailure.class, () -> upgrade.start(reader, writer));
        assertEquals("it sent something else than TLS", failure.getMessage());
    }

    @Test
    void doesNotSpeakOldVersions() throws Exception {
        FutureTask<String> agreed = begin(() -> upgrade.start(reader, writer));

        assertThrows(SSLException.class, () -> TrustingClient.over(client, "TLSv1.1"));
        ExecutionException failure = assertThrows(ExecutionException.class, agreed::get);
        assertTrue(failure.getCause() instanceof TlsFailure, String.valueOf(failure.getCause()));
    }

    @Test
    void isNotOfferedWithoutACertificate() {
        assertTrue(upgrade.isOffered());
        tls.use(Optional.empty());

        assertFalse(upgrade.isOffered());
        assertThrows(TlsFailure.class, () -> upgrade.start(reader, writer));
    }

    private SSLSocket secure() throws Exception {
        FutureTask<String> agreed = begin(() -> upgrade.start(reader, writer));
        SSLSocket secure = TrustingClient.over(client);
        assertFalse(agreed.get().isEmpty());
        return secure;
    }

    /** {@return octets that a client has encrypted, and not sent} */
    private byte[] recordOf(String text) throws Exception {
        Tap tap = new Tap(client.getOutputStream());
        FutureTask<String> agreed = begin(() -> upgrade.start(reader, writer));
        SSLSocket secure =
                TrustingClient.over(new LayeredSocket(client, client.getInputStream(), tap));
        assertFalse(agreed.get().isEmpty());
        tap.isShut = true;
        send(secure, text);
        return tap.held.toByteArray();
    }

    /** Holds back what comes once it is shut. */
    private static final class Tap extends FilterOutputStream {
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private boolean isShut;

        Tap(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (isShut) {
                held.write(octets, offset, length);
            } else {
                out.write(octets, offset, length);
            }
        }
    }

    private static <T> FutureTask<T> begin(Callable<T> task) {
        FutureTask<T> begun = new FutureTask<>(task);
        Thread _ = Thread.startVirtualThread(begun);
        return begun;
    }

    private Line line() throws IOException {
        return reader.readLine(LineEnd.CRLF, 512);
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        to.getOutputStream().flush();
    }

    private static String read(Socket from, int octets) throws IOException {
        return new String(from.getInputStream().readNBytes(octets), StandardCharsets.US_ASCII);
    }
}
