package dmail.smtp.policy;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who may send mail to domains that aren't ours. Without any rule that is nobody, unless the
 * administrator opened the relay.
 *
 * @param clients addresses that are covered
 * @param senders domains whose senders are covered, though anybody can claim to be one; a pattern
 *     with an {@code @} is over the whole address
 * @param destinations domains to which everybody may send
 * @param logins whose POP login covers a client for a while
 * @param open whether everybody is covered as long as there is no rule
 */
public record RelayRules(
        List<IpPattern> clients,
        List<Wildcard> senders,
        List<Wildcard> destinations,
        LoginRule logins,
        boolean open) {
    /** Characters that once told a host to send mail on to another one (RFC 2505 section 2.1). */
    private static final String ROUTING = "@%!:";

    public RelayRules {
        clients = List.copyOf(clients);
        senders = List.copyOf(senders);
        destinations = List.copyOf(destinations);
    }

    /**
     * {@return whether mail from there to a domain of others is taken} What the client calls itself
     * plays no part.
     *
     * @param loggedIn whether {@link #logins} covers the client, which is asked only when nothing
     *     else does
     */
    public boolean cover(
            InetAddress client, ReversePath sender, Domain destination, BooleanSupplier loggedIn) {
        return isOpen()
                || covers(client)
                || destinations.stream().anyMatch(p -> p.matches(destination.name()))
                || covers(sender)
                || (!logins.users().isEmpty() && loggedIn.getAsBoolean());
    }

    /** {@return whether the client may send anywhere, whoever the sender; parameters as above} */
    public boolean coverClient(InetAddress client, BooleanSupplier loggedIn) {
        return isOpen() || covers(client) || (!logins.users().isEmpty() && loggedIn.getAsBoolean());
    }

    private boolean covers(InetAddress client) {
        return clients.stream().anyMatch(pattern -> pattern.matches(client));
    }

    /** A report has no sender, so no claim can cover it. */
    private boolean covers(ReversePath path) {
        return path instanceof ReversePath.Sender(EmailAddress sender)
                && senders.stream().anyMatch(pattern -> covers(pattern, sender));
    }

    private static boolean covers(Wildcard pattern, EmailAddress sender) {
        return pattern.toString().contains("@")
                ? pattern.matches(sender.spelling())
                : pattern.matches(sender.domain().name());
    }

    /** {@return whether everybody is covered} */
    public boolean isOpen() {
        return open
                && clients.isEmpty()
                && senders.isEmpty()
                && destinations.isEmpty()
                && logins.users().isEmpty();
    }

    /** {@return whether the address asks us to send on to a host named in its local part} */
    public static boolean hasSenderSpecifiedRouting(EmailAddress recipient) {
        return recipient.localPart().chars().anyMatch(c -> ROUTING.indexOf(c) >= 0);
    }
}
