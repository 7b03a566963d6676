package dmail.common.tls;

import dmail.common.io.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file in PKCS #12 (RFC 7292): certificates and a key, protected by a password. */
final class Pkcs12File implements IdentityFile {
    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private Pkcs12File(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * {@return the content}
     *
     * @param password may be empty
     */
    static Pkcs12File of(byte[] octets, String password) throws BadFileException {
        char[] secret = password.toCharArray();
        KeyStore store = open(octets, secret);
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getKey(alias, secret) instanceof PrivateKey key) {
                    return new Pkcs12File(chain(store.getCertificateChain(alias)), key);
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw new BadFileException(wrongPassword(secret), e);
        } catch (GeneralSecurityException e) {
            throw new BadFileException("its key can't be read: " + Reason.of(e), e);
        }
        throw new BadFileException(
                "no private key is in it, or one without encryption; openssl pkcs12 -export -in"
                        + " CERTIFICATE -inkey KEY -out FILE makes a usable one");
    }

    private static KeyStore open(byte[] octets, char[] password) throws BadFileException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(octets), password);
            return store;
        } catch (IOException e) {
            throw new BadFileException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? wrongPassword(password)
                            : "it can't be read as PKCS #12: " + Reason.of(e),
                    e);
        } catch (GeneralSecurityException e) {
            throw new BadFileException("it can't be read as PKCS #12: " + Reason.of(e), e);
        }
    }

    private static String wrongPassword(char[] password) {
        return password.length == 0
                ? "it is protected by a password, which a certificate_password_file has to hold"
                : "its password isn't the one in certificate_password_file";
    }

    /** Null when the file has no certificate of the key. */
    private static List<X509Certificate> chain(Certificate @Nullable [] certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        if (certificates == null) {
            return chain;
        }
        for (Certificate certificate : certificates) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    @Override
    public List<X509Certificate> chain() throws BadFileException {
        if (chain.isEmpty()) {
            throw new BadFileException("no certificate of its private key is in it");
        }
        return chain;
    }

    @Override
    public PrivateKey key(X509Certificate owner) throws BadFileException {
        return PrivateKeys.of(key, owner.getPublicKey());
    }
}
