package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.TestCertificate;
import dmail.common.tls.TlsFiles.FaultyFile;
import dmail.common.tls.TlsFiles.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void readsACertificateAndItsKey(String algorithm) throws IOException {
        TestCertificate made = TestCertificate.of(algorithm, NOON);

        assertInstanceOf(Reading.Good.class, read(made.pem(), made.key()));
        assertInstanceOf(Reading.Good.class, read(made.pem(), made.oldKey()));
    }

    @Test
    void bi24_readsBothFromOneFileWithTextBetween() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        Path both = write("both", made.key() + "subject=mail\n" + made.pem() + made.pem());

        assertInstanceOf(Reading.Good.class, new TlsFiles(both, both).read());
    }

    @Test
    void saysWhatIsWrongWithTheCertificate() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        String cut = made.pem().substring(0, 200);
        String damaged = made.pem().replaceFirst("M", "!");
        String empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

        assertBad(FaultyFile.CERTIFICATE, "its block \"CERTIFICATE\" has no end", cut, made.key());
        assertBad(
                FaultyFile.CERTIFICATE,
                "its block \"CERTIFICATE\" is damaged",
                damaged,
                made.key());
        assertBad(FaultyFile.CERTIFICATE, "a certificate in it is damaged", empty, made.key());
        assertBad(
                FaultyFile.CERTIFICATE,
                "no PEM certificate is in it (-----BEGIN CERTIFICATE-----); openssl x509 -inform"
                        + " DER -in FILE -out FILE makes one of a binary file",
                "0\u0082\u0001",
                made.key());
    }

    @Test
    void saysWhatIsWrongWithTheKey() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        TestCertificate other = TestCertificate.of("EC", NOON);
        TestCertificate rsa = TestCertificate.of("RSA", NOON);
        String locked = made.key().replace("PRIVATE", "ENCRYPTED PRIVATE");
        String lockedOld = made.oldKey().replaceFirst("-----\n", "-----\nProc-Type: 4,ENCRYPTED\n");

        assertBad(
                FaultyFile.KEY, "its key is not that of the certificate", made.pem(), other.key());
        assertBad(
                FaultyFile.KEY,
                "its key is no EC key, which the certificate's is; if it is one, openssl pkey -in"
                        + " FILE -out FILE gives it the usual form",
                made.pem(),
                rsa.key());
        for (String key : new String[] {locked, lockedOld}) {
            assertBad(
                    FaultyFile.KEY,
                    "its key is protected by a passphrase, which nobody could type when the server"
                            + " starts; openssl pkey -in FILE -out FILE takes it off",
                    made.pem(),
                    key);
        }
        assertBad(
                FaultyFile.KEY,
                "no PEM key is in it (-----BEGIN PRIVATE KEY-----); openssl pkey -inform DER -in"
                        + " FILE -out FILE makes one of a binary file",
                made.pem(),
                made.pem());
    }

    @Test
    void saysThatAFileIsMissing() {
        Path nowhere = folder.resolve("nowhere");

        assertEquals(
                new Reading.Bad(FaultyFile.CERTIFICATE, nowhere + ": there is no such file"),
                new TlsFiles(nowhere, nowhere).read());
    }

    /** A pipe would be waited for. */
    @Test
    void readsRegularFilesOnly() {
        assertEquals(
                new Reading.Bad(FaultyFile.CERTIFICATE, folder + ": it is no regular file"),
                new TlsFiles(folder, folder).read());
    }

    @Test
    void doubtsACertificateOutsideItsTime() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        ServerIdentity identity =
                assertInstanceOf(Reading.Good.class, read(made.pem(), made.key())).identity();

        assertEquals(Optional.empty(), identity.doubt(NOON));
        assertEquals(
                Optional.of("the certificate holds from 2026-11-21T12:00:00Z on"),
                identity.doubt(NOON.minusSeconds(1)));
        assertEquals(
                Optional.of("the certificate runs out at 2027-01-20T12:00:00Z"),
                identity.doubt(NOON.plus(Duration.ofDays(46)).plusSeconds(1)));
        assertEquals(Optional.empty(), identity.doubt(NOON.plus(Duration.ofDays(46))));
        assertEquals(
                Optional.of("the certificate ran out at 2027-01-20T12:00:00Z"),
                identity.doubt(NOON.plus(Duration.ofDays(60)).plusSeconds(1)));
    }

    @Test
    void seesThatEverybodyMayReadTheKey() throws IOException {
        Path key = write("key", "");
        TlsFiles files = new TlsFiles(key, key);

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(files.isKeyOpenToAll());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertFalse(files.isKeyOpenToAll());
    }

    private void assertBad(FaultyFile faultyFile, String why, String certificate, String key)
            throws IOException {
        String file = faultyFile == FaultyFile.KEY ? "key" : "certificate";
        assertEquals(
                new Reading.Bad(faultyFile, folder.resolve(file) + ": " + why),
                read(certificate, key));
    }

    private Reading read(String certificate, String key) throws IOException {
        return new TlsFiles(write("certificate", certificate), write("key", key)).read();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
