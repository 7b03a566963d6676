package dmail.common.config.type;

import dmail.common.address.Wildcard;
import java.util.List;

/**
 * The arguments of a {@code gateway} line.
 *
 * @param domains which domains it is about
 * @param hosts where their mail goes, to the first that takes it
 */
public record GatewayLine(List<Wildcard> domains, List<HostAndPort> hosts) {
    public GatewayLine {
        domains = List.copyOf(domains);
        hosts = List.copyOf(hosts);
    }

    /** {@return whether mail for the domain goes this way} */
    public boolean covers(String domain) {
        return domains.stream().anyMatch(pattern -> pattern.matches(domain));
    }
}
