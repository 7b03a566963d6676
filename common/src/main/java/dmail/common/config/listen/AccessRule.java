package dmail.common.config.listen;

import dmail.common.address.IpPattern;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An {@code allow} or {@code deny} line of a listener.
 *
 * @param clients none in {@code allow none}, which lets in nobody
 */
public record AccessRule(boolean isAllow, List<IpPattern> clients) {
    /** Copies. */
    public AccessRule {
        clients = List.copyOf(clients);
    }

    boolean matches(InetAddress client) {
        return clients.stream().anyMatch(pattern -> pattern.matches(client));
    }

    boolean namesHosts() {
        return clients.stream().anyMatch(pattern -> pattern.host().isPresent());
    }

    /** {@return the rule with the addresses of its hosts in place of their names} */
    AccessRule with(Map<String, List<InetAddress>> hosts) {
        return namesHosts()
                ? new AccessRule(
                        isAllow,
                        clients.stream()
                                .flatMap(pattern -> NamedHosts.patterns(pattern, hosts).stream())
                                .toList())
                : this;
    }

    @Override
    public String toString() {
        String patterns =
                clients.isEmpty()
                        ? "none"
                        : clients.stream()
                                .map(IpPattern::toString)
                                .collect(Collectors.joining(","));
        return (isAllow ? "allow " : "deny ") + patterns;
    }
}
