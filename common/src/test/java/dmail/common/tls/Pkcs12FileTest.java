package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Pkcs12FileTest {
    private final TestCertificate made = TestCertificate.named("mail.p12.example");

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "pass phrase with \u00e4"})
    void smN7_bi24_givesCertificateAndKey(String password) throws Exception {
        Pkcs12File file = Pkcs12File.of(made.pkcs12(password), password);

        assertEquals(1, file.chain().size());
        assertEquals("EC", file.key(file.chain().getFirst()).getAlgorithm());
    }

    @Test
    void smN7_saysThatThePasswordIsWrong() throws IOException {
        byte[] octets = made.pkcs12("secret");

        assertEquals(
                "it is protected by a password, which a certificate_password_file has to hold",
                why(octets, ""));
        assertEquals(
                "its password isn't the one in certificate_password_file", why(octets, "wrong"));
    }

    @Test
    void smN7_saysThatTheKeyIsMissing() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        store.store(octets, "secret".toCharArray());

        assertEquals(
                "no private key is in it, or one without encryption; openssl pkcs12 -export -in"
                        + " CERTIFICATE -inkey KEY -out FILE makes a usable one",
                why(octets.toByteArray(), "secret"));
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        byte[] octets = made.pkcs12("secret");
        byte[] half = Arrays.copyOf(octets, octets.length / 2);

        assertTrue(IdentityFile.isPkcs12(half));
        String why = why(half, "secret");
        assertTrue(why.startsWith("it can't be read as PKCS #12: "), why);
    }

    @Test
    void knowsAnotherCertificatesKey() throws Exception {
        Pkcs12File file = Pkcs12File.of(made.pkcs12(""), "");
        Pkcs12File other = Pkcs12File.of(TestCertificate.good().pkcs12(""), "");

        BadFileException bad =
                assertThrows(BadFileException.class, () -> file.key(other.chain().getFirst()));
        assertEquals("its key is not that of the certificate", bad.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        // short, long and indefinite lengths
        "3003020103, true",
        "308204000201033082, true",
        "3080020103, true",
        // a certificate, a key of PKCS #8, PEM, cut
        "3082040030820300, false",
        "30820400020100, false",
        "2d2d2d2d2d, false",
        "30820400, false",
        "30, false",
        "'', false"
    })
    void isKnownByItsFirstOctets(String hex, boolean isOne) {
        assertEquals(isOne, IdentityFile.isPkcs12(HexFormat.of().parseHex(hex)));
    }

    @Test
    void isNoPem() {
        assertFalse(IdentityFile.isPkcs12(made.pem().getBytes(StandardCharsets.US_ASCII)));
    }

    private static String why(byte[] octets, String password) {
        BadFileException bad =
                assertThrows(BadFileException.class, () -> Pkcs12File.of(octets, password));
        return String.valueOf(bad.getMessage());
    }
}
