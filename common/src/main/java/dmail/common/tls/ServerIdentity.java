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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate that a server presents, with its chain and key. */
public final class ServerIdentity {
    /** Cached TLS sessions. Clients resume by ticket; the cache for older ones must be bounded. */
    private static final int MOST_SESSIONS = 2000;

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

    /** {@return why clients will not accept the certificate now, if they won't} */
    public Optional<String> doubt(Instant now) {
        X509Certificate own = chain.getFirst();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            return Optional.of("the certificate ran out at " + own.getNotAfter().toInstant());
        }
        return now.isBefore(own.getNotBefore().toInstant())
                ? Optional.of(
                        "the certificate holds from " + own.getNotBefore().toInstant() + " on")
                : Optional.empty();
    }

    /** {@return the context that makes connections with it} */
    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] noPassword = new char[0];
            store.setKeyEntry("server", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
            context.getServerSessionContext().setSessionTimeout((int) SESSION.toSeconds());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS in this Java", e);
        }
    }
}
