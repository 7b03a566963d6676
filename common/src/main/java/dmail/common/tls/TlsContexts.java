package dmail.common.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** What connections are made with, for one state of all certificates. Thread-safe. */
final class TlsContexts {
    private final Map<TlsFiles, ServerIdentity> identities = new HashMap<>();
    private final Map<TlsFiles, SSLContext> contexts = new ConcurrentHashMap<>();
    private final Optional<SniTable> names;

    TlsContexts(List<WatchedIdentity> all) {
        for (WatchedIdentity each : all) {
            identities.put(each.files(), each.identity());
        }
        names =
                identities.size() == 1
                        ? Optional.empty()
                        : Optional.of(new SniTable(identities.values()));
    }

    boolean has(TlsFiles files) {
        return identities.containsKey(files);
    }

    /**
     * {@return the context of a listener with these files; most sites have one or a few, so each is
     * made when it is first needed}
     */
    Optional<SSLContext> of(TlsFiles files) {
        return Optional.ofNullable(identities.get(files))
                .map(own -> contexts.computeIfAbsent(files, _ -> made(own)));
    }

    private SSLContext made(ServerIdentity own) {
        return names.map(table -> SniKeyManager.context(table, identities.values(), own))
                .orElseGet(own::context);
    }
}
