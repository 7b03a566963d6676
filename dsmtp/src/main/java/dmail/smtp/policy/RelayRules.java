package dmail.smtp.policy;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import java.net.InetAddress;
import java.util.List;

/**
 * Who may send mail to domains that aren't ours. Without any rule that is nobody, unless the
 * administrator opened the relay.
 *
 * @param clients addresses that are covered
 * @param open whether everybody is covered as long as there is no rule
 */
public record RelayRules(List<IpPattern> clients, boolean open) {
    /** Characters that once told a host to send mail on to another one (RFC 2505 section 2.1). */
    private static final String ROUTING = "@%!:";

    public RelayRules {
        clients = List.copyOf(clients);
    }

    /** {@return whether this client may relay; what it calls itself plays no part} */
    public boolean cover(InetAddress client) {
        return isOpen() || clients.stream().anyMatch(pattern -> pattern.matches(client));
    }

    /** {@return whether everybody is covered} */
    public boolean isOpen() {
        return open && clients.isEmpty();
    }

    /** {@return whether the address asks us to send on to a host named in its local part} */
    public static boolean isRelayInDisguise(EmailAddress recipient) {
        return recipient.localPart().chars().anyMatch(c -> ROUTING.indexOf(c) >= 0);
    }
}
