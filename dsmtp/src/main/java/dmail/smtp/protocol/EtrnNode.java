package dmail.smtp.protocol;

import dmail.common.address.Domain;
import java.util.Optional;

/**
 * Whose queued mail a client wants to have sent (RFC 1985 section 5.3).
 *
 * @param domain the name it gave
 * @param withSubdomains whether it put an {@code @} before it
 */
public record EtrnNode(Domain domain, boolean withSubdomains) {
    /** {@return the node, or empty when the text is none; queues have no names here} */
    static Optional<EtrnNode> parse(String text) {
        boolean subdomains = text.startsWith("@");
        return Domain.parse(subdomains ? text.substring(1) : text)
                .map(domain -> new EtrnNode(domain, subdomains));
    }

    /** {@return whether mail for a domain belongs to it} */
    public boolean covers(String name) {
        return name.equals(domain.name()) || (withSubdomains && name.endsWith("." + domain.name()));
    }

    @Override
    public String toString() {
        return (withSubdomains ? "@" : "") + domain;
    }
}
