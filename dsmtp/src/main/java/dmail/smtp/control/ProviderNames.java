package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.config.binding.ScopeTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Names the providers of domains: by the pattern of the {@code to_mx} line that holds for one, else
 * by the domain that its best exchanger belongs to.
 */
public final class ProviderNames implements UnaryOperator<String> {
    static final String UNKNOWN = "unknown";

    /** Under a country's domain, names this short are mostly registries' own, as in co.uk. */
    private static final int LONGEST_OF_REGISTRY = 3;

    private static final int COUNTRY = 2;

    private final ScopeTable scopes;
    private final Function<Domain, List<String>> best;

    /**
     * @param best finds the names of a domain's best exchangers, in lower case, as far as known
     */
    public ProviderNames(ScopeTable scopes, Function<Domain, List<String>> best) {
        this.scopes = scopes;
        this.best = best;
    }

    @Override
    public String apply(String domain) {
        Optional<Domain> known = Domain.parse(domain);
        List<String> exchangers = known.map(best).orElse(List.of());
        return exchangers.isEmpty()
                ? UNKNOWN
                : scopes.provider(exchangers).orElseGet(() -> parent(exchangers.getFirst()));
    }

    private static String parent(String host) {
        boolean isAddress =
                IpLiteral.parse(host).isPresent()
                        || Domain.parse(host).filter(Domain::isLiteral).isPresent();
        if (isAddress) {
            return host;
        }
        String[] labels = host.split("\\.", -1);
        int top = labels.length - 1;
        boolean isOfRegistry =
                top >= 2
                        && labels[top].length() == COUNTRY
                        && labels[top - 1].length() <= LONGEST_OF_REGISTRY;
        int first = Math.max(0, top - (isOfRegistry ? 2 : 1));
        return String.join(".", List.of(labels).subList(first, labels.length));
    }
}
