package dmail.common.identity;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.login.DomainGroup;
import java.util.Optional;

/**
 * The orders in which the host's name and its greeting are looked for. Each result has the line
 * that it is from.
 */
public final class NameOrder {
    private NameOrder() {}

    /**
     * {@return what the host is called: the listener's {@code hostname}, the {@code local_host} of
     * the group that is met at the address, the address's {@code hostname}, {@code local_host},
     * else the first {@code host_domain}}
     *
     * @param group the one met at the address that the client has reached
     * @param ofAddress that address's own name
     * @param localHost the server's name
     */
    public static Located<Domain> name(
            ListenerIdentity listener,
            Optional<DomainGroup> group,
            Optional<Located<Domain>> ofAddress,
            Optional<Located<Domain>> localHost,
            Located<Domain> firstHostDomain) {
        return listener.hostname()
                .or(() -> group.flatMap(DomainGroup::localHost))
                .or(() -> ofAddress)
                .or(() -> localHost)
                .orElse(firstHostDomain);
    }

    /**
     * {@return the text of the greeting: the listener's, the group's, else the server's; empty
     * means the usual one}
     *
     * @param ofGroup that of the group met at the address that the client has reached
     * @param ofServer the {@code smtp_greeting} or {@code pop_greeting}
     */
    public static Optional<Located<String>> greeting(
            ListenerIdentity listener,
            Optional<Located<String>> ofGroup,
            Optional<Located<String>> ofServer) {
        return listener.greeting().or(() -> ofGroup).or(() -> ofServer);
    }
}
