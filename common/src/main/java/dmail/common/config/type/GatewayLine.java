package dmail.common.config.type;

import dmail.common.address.Wildcard;
import java.util.List;

/**
 * The arguments of a {@code gateway} line.
 *
 * @param domains patterns of domains
 * @param hosts for their mail; the first that accepts it is used
 */
public record GatewayLine(List<Wildcard> domains, List<HostAndPort> hosts) {
    public GatewayLine {
        domains = List.copyOf(domains);
        hosts = List.copyOf(hosts);
    }

    /** {@return whether mail for the domain goes to these hosts} */
    public boolean covers(String domain) {
        return domains.stream().anyMatch(pattern -> pattern.matches(domain));
    }
}
