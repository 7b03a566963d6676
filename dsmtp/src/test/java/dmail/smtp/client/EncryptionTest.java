package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we offer a host that encrypts, and what we accept of it. */
@Timeout(60)
final class EncryptionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Encryption encryption = new Encryption();
    private TlsHost host;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        host = TlsHost.with(TestCertificate.good(), "EC");
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
    }

    private SSLSocket secure(TlsHost with, String name) throws IOException {
        return encryption.over(with.connect(), with.peer(name), TIMEOUT);
    }

    /** {@return what the host saw of a connection that was encrypted and closed} */
    private TlsHost.Seen seen(TlsHost with, String name, String... versions) throws Exception {
        FutureTask<TlsHost.Seen> seen = with.encryptNext(versions);
        try (SSLSocket secure = secure(with, name)) {
            assertEquals('!', secure.getInputStream().read());
        }
        return TlsHost.await(seen);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLSv1.3", "TLSv1.2, TLSv1.2", "TLSv1.2;TLSv1.3, TLSv1.3"})
    void agreesOnTheNewestVersionThatTheHostKnows(String known, String agreed) throws Exception {
        assertEquals(agreed, seen(host, "mx.example", known.split(";", -1)).version());
    }

    /** RFC 8996: what came before 1.2 is no protection. */
    @Test
    void offersNoVersionBefore12() throws Exception {
        FutureTask<TlsHost.Seen> seen = host.encryptNext("TLSv1.3");
        try (SSLSocket secure = secure(host, "mx.example")) {
            assertEquals(Set.of("TLSv1.3", "TLSv1.2"), Set.of(secure.getEnabledProtocols()));
        }
        TlsHost.await(seen);
    }

    /** What was recorded can't be read by whoever gets the host's key one day. */
    @Test
    void offersOnlySuitesWithForwardSecrecy() throws Exception {
        FutureTask<TlsHost.Seen> seen = host.encryptNext("TLSv1.3");
        try (SSLSocket secure = secure(host, "mx.example")) {
            List<String> suites =
                    Stream.of(secure.getEnabledCipherSuites())
                            .filter(suite -> !suite.equals("TLS_EMPTY_RENEGOTIATION_INFO_SCSV"))
                            .toList();
            assertTrue(suites.contains("TLS_AES_256_GCM_SHA384"), suites::toString);
            assertTrue(suites.contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), suites::toString);
            assertEquals(
                    List.of(),
                    suites.stream()
                            .filter(suite -> !suite.matches("TLS_(AES|CHACHA20|ECDHE|DHE)_.*"))
                            .toList());
            assertEquals(
                    List.of(),
                    suites.stream()
                            .filter(suite -> suite.matches(".*(NULL|anon|RC4|DES|EXPORT|MD5).*"))
                            .toList());
        }
        TlsHost.await(seen);
    }

    /** RFC 7435: the mail would otherwise go in the clear. */
    @ParameterizedTest
    @CsvSource({"EC, PT-12H", "EC, P-10D", "EC, P10D", "RSA, PT-12H", "RSA, P-10D", "RSA, P10D"})
    void acceptsAnyCertificateOfItsTimeOrNot(String algorithm, Duration from) throws Exception {
        TestCertificate made = TestCertificate.of(algorithm, Instant.now().plus(from));
        try (TlsHost odd = TlsHost.with(made, algorithm)) {
            assertEquals("TLSv1.3", seen(odd, "mx.example", "TLSv1.3").version());
            assertEquals("TLSv1.2", seen(odd, "mx2.example", "TLSv1.2").version());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.example", "xn--bcher-kva.example"})
    void tellsTheHostWhatItIsCalled(String name) throws Exception {
        assertEquals(List.of(name), seen(host, name, "TLSv1.3").names());
    }

    /** RFC 6066 section 3 has names of hosts only; without one it is encrypted all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2001:db8::1", "localhost", "my_mx.example"})
    void tellsNoNameThatIsNoHostName(String name) throws Exception {
        TlsHost.Seen seen = seen(host, name, "TLSv1.3");

        assertEquals(List.of(), seen.names());
        assertEquals("TLSv1.3", seen.version());
    }

    @Test
    void takesUpWhatItAgreedOnWithTheSameHostBefore() throws Exception {
        assertFalse(seen(host, "mx.example", "TLSv1.3").resumes());
        assertTrue(seen(host, "mx.example", "TLSv1.3").resumes());
        assertFalse(seen(host, "other.example", "TLSv1.3").resumes());
    }

    @Test
    void waitsForEachAnswerOfTheHostSoLongAndNoLonger() throws Exception {
        FutureTask<Integer> heard = host.sayNext("");
        try (Socket socket = host.connect()) {
            assertThrows(
                    SocketTimeoutException.class,
                    () -> encryption.over(socket, host.peer("mx.example"), Duration.ofMillis(20)));
        }
        assertTrue(TlsHost.await(heard) > 0);
    }

    @Test
    void failsWhereTheHostGoesOnInTheClear() throws Exception {
        FutureTask<Integer> heard = host.sayNext("250 2.0.0 what do you mean\r\n");
        try (Socket socket = host.connect()) {
            assertThrows(
                    SSLException.class,
                    () -> encryption.over(socket, host.peer("mx.example"), TIMEOUT));
        }
        assertTrue(TlsHost.await(heard) > 0);
    }

    @Test
    void theEncryptedSocketClosesTheOneUnderIt() throws Exception {
        FutureTask<TlsHost.Seen> seen = host.encryptNext("TLSv1.3");
        Socket under = host.connect();
        encryption.over(under, host.peer("mx.example"), TIMEOUT).close();

        assertTrue(under.isClosed());
        TlsHost.await(seen);
    }
}
