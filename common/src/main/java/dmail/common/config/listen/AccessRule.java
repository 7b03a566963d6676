package dmail.common.config.listen;

import dmail.common.address.IpPattern;
import java.net.InetAddress;
import java.util.List;
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
