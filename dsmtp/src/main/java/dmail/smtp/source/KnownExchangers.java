package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best mail exchangers of domains for which a {@code to_mx} line holds, as the last look-up had
 * them. Thread-safe.
 */
final class KnownExchangers {
    private static final int MOST = 10_000;

    private final ScopeTable scopes;

    /** The domain that was met longest ago is forgotten first. */
    private final Map<String, List<String>> best = new LinkedHashMap<>();

    KnownExchangers(ScopeTable scopes) {
        this.scopes = scopes;
    }

    /**
     * Notes what a look-up had.
     *
     * @param names of the best exchangers, in lower case
     */
    void found(Domain domain, List<String> names) {
        boolean isOurs = scopes.provider(names).isPresent();
        synchronized (this) {
            best.remove(domain.name());
            if (isOurs) {
                best.put(domain.name(), List.copyOf(names));
                if (best.size() > MOST) {
                    best.remove(best.keySet().iterator().next());
                }
            }
        }
    }

    /** {@return the place of mail to a domain} */
    ScopePlace place(String binding, Domain domain) {
        List<String> names;
        synchronized (this) {
            names = best.getOrDefault(domain.name(), List.of());
        }
        return new ScopePlace(binding, domain.name(), names);
    }
}
