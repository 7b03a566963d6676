package dmail.common.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers the identity of the name that the client asks for, else the one of the listener.
 * Immutable.
 */
final class SniKeyManager extends X509ExtendedKeyManager {
    private final SniTable table;
    private final List<ServerIdentity> all;
    private final ServerIdentity own;

    private SniKeyManager(SniTable table, Collection<ServerIdentity> all, ServerIdentity own) {
        this.table = table;
        this.all = List.copyOf(all);
        this.own = own;
    }

    /**
     * {@return a context that makes connections with it}
     *
     * @param all the identities of the table, and {@code own}
     * @param own for clients that ask for no name, or for one that nobody has
     */
    static SSLContext context(SniTable table, Collection<ServerIdentity> all, ServerIdentity own) {
        return ServerIdentity.context(new SniKeyManager(table, all, own));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        for (ServerIdentity identity : candidates(engine.getHandshakeSession())) {
            if (identity.hasKeyOf(keyType)) {
                return String.valueOf(all.indexOf(identity));
            }
        }
        return null;
    }

    /**
     * A name decides even if the client supports no such key: another host's certificate would do
     * it no good.
     */
    private List<ServerIdentity> candidates(@Nullable SSLSession session) {
        List<ServerIdentity> named = new ArrayList<>();
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    named.addAll(table.of(host.getAsciiName()));
                }
            }
        }
        if (named.isEmpty()) {
            return List.of(own);
        }
        if (named.contains(own)) {
            // Of several with that name, the listener's is the one that was meant.
            named.addFirst(own);
        }
        return named;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return all.get(Integer.parseInt(alias)).chain();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return all.get(Integer.parseInt(alias)).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
