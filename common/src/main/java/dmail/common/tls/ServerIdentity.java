package dmail.common.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate that a server presents, with its chain and key. */
public final class ServerIdentity {
    /** Cached TLS sessions. Clients resume by ticket; the cache for older ones must be bounded. */
    private static final int MOST_SESSIONS = 2000;

    /** Time enough for a person to renew a certificate. */
    private static final Duration SOON = Duration.ofDays(14);

    private static final Duration SESSION = Duration.ofHours(1);

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    /**
     * @param chain the server's own certificate first
     * @param key of that certificate
     */
    ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /** {@return why clients don't accept the certificate now, or soon won't} */
    public Optional<String> doubt(Instant now) {
        Instant begin = certificate().getNotBefore().toInstant();
        Instant end = certificate().getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return Optional.of("the certificate ran out at " + end);
        }
        if (now.isBefore(begin)) {
            return Optional.of("the certificate holds from " + begin + " on");
        }
        return now.plus(SOON).isAfter(end)
                ? Optional.of("the certificate runs out at " + end)
                : Optional.empty();
    }

    /** {@return the server's own certificate} */
    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** {@return the server's own certificate, then those of its issuers} */
    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    PrivateKey key() {
        return key;
    }

    /** {@return whether a handshake that needs such a key can use this} */
    boolean hasKeyOf(String algorithm) {
        return key.getAlgorithm().equals(algorithm);
    }

    /** {@return the context that makes connections with it alone} */
    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] noPassword = new char[0];
            store.setKeyEntry("server", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, noPassword);
            return context(keys.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS in this Java", e);
        }
    }

    /** {@return a context that makes connections with what one of these offers} */
    static SSLContext context(KeyManager... keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, null, null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
            context.getServerSessionContext().setSessionTimeout((int) SESSION.toSeconds());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS in this Java", e);
        }
    }
}
