package dmail.common.tls;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** The content of a file with a certificate, a key or both. */
sealed interface IdentityFile permits PemFile, Pkcs12File {
    /**
     * {@return the content of a file in either form}
     *
     * @param password opens PKCS #12, and is empty when there is none; PEM has no use for it
     */
    static IdentityFile of(byte[] octets, String password) throws BadFileException {
        return isPkcs12(octets)
                ? Pkcs12File.of(octets, password)
                : PemFile.of(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** {@return whether a file begins as PKCS #12 does: a sequence whose version is 3} */
    static boolean isPkcs12(byte[] octets) {
        if (octets.length < 2 || octets[0] != 0x30) {
            return false;
        }
        int length = octets[1] & 0xff;
        int version = 2 + (length < 0x80 ? 0 : length - 0x80);
        return octets.length >= version + 3
                && octets[version] == 0x02
                && octets[version + 1] == 0x01
                && octets[version + 2] == 0x03;
    }

    /** {@return the certificates, the server's own first; at least one} */
    List<X509Certificate> chain() throws BadFileException;

    /** {@return the private key, which is that of the certificate} */
    PrivateKey key(X509Certificate owner) throws BadFileException;
}
