package dmail.smtp.protocol;

import dmail.common.address.Domain;
import java.util.Optional;

/**
 * The argument of ETRN (RFC 1985 section 5.3).
 *
 * @param domain the domain
 * @param withSubdomains whether an {@code @} preceded it
 */
public record EtrnNode(Domain domain, boolean withSubdomains) {
    /**
     * {@return the node, or empty when the text is invalid; named queues ({@code #}) don't exist
     * here}
     */
    static Optional<EtrnNode> parse(String text) {
        boolean subdomains = text.startsWith("@");
        return Domain.parse(subdomains ? text.substring(1) : text)
                .map(domain -> new EtrnNode(domain, subdomains));
    }

    /** {@return whether it includes the domain of that name} */
    public boolean covers(String name) {
        return name.equals(domain.name()) || (withSubdomains && name.endsWith("." + domain.name()));
    }

    @Override
    public String toString() {
        return (withSubdomains ? "@" : "") + domain;
    }
}
