package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate a client is shown, and when its files are read again. */
final class CertificateOrderTest {
    private static final Duration LOOK = Duration.ofSeconds(10);

    @TempDir private Path folder;
    private final AtomicLong nanoTime = new AtomicLong();
    private final MemoryLog log = new MemoryLog();
    private TlsFiles acme;
    private TlsFiles one;
    private TlsFiles wild;

    @BeforeEach
    void make() throws IOException {
        acme = write("acme", TestCertificate.named("mail.acme.example", "mx.acme.example"));
        one = write("one", TestCertificate.named("mail.one.example"));
        wild = write("wild", TestCertificate.named("*.wild.example"));
    }

    private TlsFiles write(String name, TestCertificate made) throws IOException {
        Path file = Files.writeString(folder.resolve(name), made.pem() + made.key());
        return new TlsFiles(file, file);
    }

    private Certificates read(Optional<TlsFiles> general, TlsFiles... all) {
        return Certificates.read(general, List.of(all), nanoTime::get, log);
    }

    private static String shown(Certificates all, TlsFiles listener, String... names)
            throws IOException {
        SSLContext context = all.context(Optional.of(listener)).orElseThrow();
        return name(Handshake.shown(context, names));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replace("CN=", "");
    }

    @Test
    void sm13_eachListenerShowsItsOwn() throws IOException {
        Certificates all = read(Optional.of(wild), acme, one, wild);

        assertEquals("mail.acme.example", shown(all, acme));
        assertEquals("mail.one.example", shown(all, one));
        assertEquals("*.wild.example", shown(all, wild));
        SSLContext general = all.context(Optional.empty()).orElseThrow();
        assertEquals("*.wild.example", name(Handshake.shown(general)));
    }

    @Test
    void b17_bi25_theNameDecidesWhicheverListenerWasReached() throws IOException {
        Certificates all = read(Optional.empty(), acme, one, wild);

        assertEquals("mail.one.example", shown(all, acme, "MAIL.one.example"));
        assertEquals("mail.acme.example", shown(all, one, "mx.acme.example"));
        assertEquals("*.wild.example", shown(all, one, "any.wild.example"));
        assertEquals("mail.one.example", shown(all, one, "a.b.wild.example"));
        assertEquals("mail.one.example", shown(all, one, "wild.example"));
        assertEquals("mail.one.example", shown(all, one, "nobody.example"));
    }

    /** The one that lasts longest is the one in use; a listener's own has the right to its name. */
    @Test
    void b17_ofSeveralWithANameTheOrderOfLinesIsNoMatter() throws IOException {
        Instant now = Instant.now();
        TlsFiles old = write("old", TestCertificate.of("EC", now.minus(LOOK), "mail.two.example"));
        TlsFiles fresh = write("fresh", TestCertificate.of("EC", now, "mail.two.example"));
        List<TlsFiles> order = new ArrayList<>(List.of(old, fresh, one));
        X509Certificate freshest = only(fresh);
        for (int i = 0; i < 3; i++) {
            Collections.rotate(order, 1);
            Certificates all = read(Optional.empty(), order.toArray(TlsFiles[]::new));

            assertEquals(freshest, at(all, one, "mail.two.example"));
            assertEquals(only(old), at(all, old, "mail.two.example"));
        }
    }

    private X509Certificate only(TlsFiles files) throws IOException {
        return at(read(Optional.of(files), files), files);
    }

    private static X509Certificate at(Certificates all, TlsFiles listener, String... names)
            throws IOException {
        return Handshake.shown(all.context(Optional.of(listener)).orElseThrow(), names);
    }

    @Test
    void b17_aNameIsServedWithItsKeyWhateverItsAlgorithm() throws IOException {
        TlsFiles rsa =
                write("rsa", TestCertificate.of("RSA", Instant.now().minus(LOOK), "rsa.example"));
        Certificates all = read(Optional.empty(), rsa, one);

        assertEquals("rsa.example", shown(all, one, "rsa.example"));
        assertEquals("mail.one.example", shown(all, rsa, "mail.one.example"));
    }

    /** A client that wants no tickets must not fill the heap by going from listener to listener. */
    @Test
    void theSessionsThatAreKeptForClientsAreBoundedInSum() {
        Certificates all = read(Optional.empty(), acme, one, wild);

        int sessions = 0;
        for (TlsFiles files : List.of(acme, one, wild)) {
            SSLContext context = all.context(Optional.of(files)).orElseThrow();
            sessions += context.getServerSessionContext().getSessionCacheSize();
        }
        assertEquals(1998, sessions);
    }

    @Test
    void sm14_aCertificateWithoutKeyIsNotOffered() throws IOException {
        TestCertificate made = TestCertificate.named("mail.acme.example");
        Path bare = Files.writeString(folder.resolve("bare"), made.pem());
        TlsFiles keyless = new TlsFiles(bare, bare);

        Certificates all = read(Optional.empty(), keyless, one);

        assertFalse(all.has(Optional.of(keyless)));
        assertTrue(all.has(Optional.of(one)));
        assertEquals(
                Map.of(
                        keyless,
                        bare
                                + ": no PEM key is in it (-----BEGIN PRIVATE KEY-----); openssl pkey"
                                + " -inform DER -in FILE -out FILE makes one of a binary file"),
                all.faults());
    }

    @Test
    void b16_bi24_aReplacedFileIsUsedByTheNextConnection() throws IOException {
        Certificates all = read(Optional.of(acme), acme, one);
        write("acme", TestCertificate.named("new.acme.example"));
        nanoTime.addAndGet(LOOK.toNanos() - 1);
        assertEquals("mail.acme.example", shown(all, acme));

        nanoTime.addAndGet(1);

        assertEquals("new.acme.example", shown(all, acme));
        assertEquals("new.acme.example", shown(all, one, "new.acme.example"));
        assertEquals(
                List.of("info: - certificate replaced file=" + acme.certificate()), log.lines());
    }

    @Test
    void b16_aBrokenFileKeepsTheOldOneAndIsLoggedOnce() throws IOException {
        Certificates all = read(Optional.of(acme), acme);
        Files.writeString(acme.certificate(), "rubbish");
        for (int i = 0; i < 3; i++) {
            nanoTime.addAndGet(LOOK.toNanos());
            assertEquals("mail.acme.example", shown(all, acme));
        }
        assertEquals(1, log.lines().size());
        assertTrue(
                log.lines()
                        .getFirst()
                        .startsWith(
                                "error: - certificate not replaced file="
                                        + acme.certificate()
                                        + " reason=\""
                                        + acme.certificate()
                                        + ": no PEM certificate is in it"),
                log.lines().getFirst());

        Files.delete(acme.certificate());
        nanoTime.addAndGet(LOOK.toNanos());
        assertEquals("mail.acme.example", shown(all, acme));
        assertEquals(2, log.lines().size());

        write("acme", TestCertificate.named("new.acme.example"));
        nanoTime.addAndGet(LOOK.toNanos());
        assertEquals("new.acme.example", shown(all, acme));
    }

    @Test
    void smN7_pkcs12IsOpenedWithThePasswordOfAFile() throws IOException {
        TestCertificate made = TestCertificate.named("mail.p12.example");
        Path file = Files.write(folder.resolve("p12"), made.pkcs12("secret words"));
        Path password = Files.writeString(folder.resolve("password"), "secret words\nsecond\n");
        TlsFiles files = new TlsFiles(file, file, Optional.of(password));

        Certificates all = read(Optional.empty(), files, one);

        assertEquals("mail.p12.example", shown(all, files));
        assertEquals("mail.p12.example", shown(all, one, "mail.p12.example"));
    }

    @Test
    void b16_aNewPasswordFileCountsAsAReplacement() throws IOException {
        TestCertificate made = TestCertificate.named("mail.p12.example");
        Path file = Files.write(folder.resolve("p12"), made.pkcs12("first"));
        Path password = Files.writeString(folder.resolve("password"), "first\n");
        TlsFiles files = new TlsFiles(file, file, Optional.of(password));
        Certificates all = read(Optional.empty(), files, one);
        Files.write(file, TestCertificate.named("new.p12.example").pkcs12("second"));
        nanoTime.addAndGet(LOOK.toNanos());
        assertEquals("mail.p12.example", shown(all, files));

        Files.writeString(password, "second\n");
        nanoTime.addAndGet(LOOK.toNanos());

        assertEquals("new.p12.example", shown(all, files));
    }

    /** Its lines may have gone in a reload while a session goes on. */
    @Test
    void filesThatAreNoLongerConfiguredGiveWayToTheServersOwn() throws IOException {
        Certificates all = read(Optional.of(one), one);

        assertTrue(all.has(Optional.of(acme)));
        assertEquals("mail.one.example", shown(all, acme));
    }
}
