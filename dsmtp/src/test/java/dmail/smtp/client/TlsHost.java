package dmail.smtp.client;

import dmail.common.testing.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A host on loopback that begins TLS at once, and tells what was asked of it. */
final class TlsHost implements AutoCloseable {
    /** RFC 8446 section 4.2.11: the client takes up what was agreed on before. */
    private static final int PRE_SHARED_KEY = 41;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ServerSocket server;
    private final SSLContext context;

    /**
     * One connection as the host saw it.
     *
     * @param version agreed on
     * @param names asked for (RFC 6066 section 3)
     * @param extensions of the client's first words, by number
     */
    record Seen(String version, List<String> names, List<Integer> extensions) {
        boolean resumes() {
            return extensions.contains(PRE_SHARED_KEY);
        }
    }

    private TlsHost(ServerSocket server, SSLContext context) {
        this.server = server;
        this.context = context;
    }

    static TlsHost with(TestCertificate made, String algorithm)
            throws IOException, GeneralSecurityException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
        return new TlsHost(server, context(made, algorithm));
    }

    private static SSLContext context(TestCertificate made, String algorithm)
            throws IOException, GeneralSecurityException {
        char[] none = new char[0];
        Certificate certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        made.pem().getBytes(StandardCharsets.US_ASCII)));
        String base64 = made.key().replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key =
                KeyFactory.getInstance(algorithm)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, none);
        store.setKeyEntry("host", key, none, new Certificate[] {certificate});
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    Peer peer(String name) {
        return new Peer(name, server.getInetAddress(), server.getLocalPort());
    }

    Socket connect() throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }

    /** Takes the next connection, and encrypts it with one of these versions. */
    FutureTask<Seen> encryptNext(String... versions) {
        return begin(() -> {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
                byte[] hello = record(socket.getInputStream());
                SSLSocket secure =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(
                                                socket, new ByteArrayInputStream(hello), true);
                secure.setEnabledProtocols(versions);
                secure.startHandshake();
                // What a client takes up later comes with the first octet that it reads.
                secure.getOutputStream().write('!');
                ExtendedSSLSession session = (ExtendedSSLSession) secure.getSession();
                int end = secure.getInputStream().read();
                if (end >= 0) {
                    throw new IOException("something was said");
                }
                return new Seen(session.getProtocol(), names(session), extensions(hello));
            }
        });
    }

    /** Takes the next connection, says these words in the clear, and waits for its end. */
    FutureTask<Integer> sayNext(String words) {
        return begin(() -> {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
                socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                return socket.getInputStream().readAllBytes().length;
            }
        });
    }

    static <T> T await(FutureTask<T> task) throws Exception {
        return task.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread _ = Thread.ofPlatform().daemon().name("tls host").start(task);
        return task;
    }

    private static List<String> names(ExtendedSSLSession session) {
        return session.getRequestedServerNames().stream()
                .map(SNIServerName::getEncoded)
                .map(octets -> new String(octets, StandardCharsets.US_ASCII))
                .toList();
    }

    private static byte[] record(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] head = data.readNBytes(5);
        int length = ByteBuffer.wrap(head).getShort(3);
        return ByteBuffer.allocate(head.length + length)
                .put(head)
                .put(data.readNBytes(length))
                .array();
    }

    /** RFC 8446 section 4.1.2, behind the heads of the record and of the message. */
    private static List<Integer> extensions(byte[] hello) {
        ByteBuffer rest = ByteBuffer.wrap(hello);
        rest.position(5 + 4 + 2 + 32);
        skip(rest, rest.get());
        skip(rest, rest.getShort());
        skip(rest, rest.get());
        rest.getShort();
        List<Integer> kinds = new ArrayList<>();
        while (rest.hasRemaining()) {
            kinds.add((int) rest.getShort());
            skip(rest, rest.getShort());
        }
        return kinds;
    }

    private static void skip(ByteBuffer octets, int count) {
        octets.position(octets.position() + count);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
