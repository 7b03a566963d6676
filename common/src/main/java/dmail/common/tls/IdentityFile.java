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
        return Pkcs12File.isOne(octets)
                ? Pkcs12File.of(octets, password)
                : PemFile.of(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** {@return the certificates, the server's own first; at least one} */
    List<X509Certificate> chain() throws BadFileException;

    /** {@return the private key, which is that of the certificate} */
    PrivateKey key(X509Certificate owner) throws BadFileException;
}
