package dmail.smtp.policy;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Who may relay. Without any rule nobody may, unless the administrator opened the relay.
 *
 * @param clients addresses that may
 * @param senders domains whose senders may, though anybody can claim to be one; a pattern with an
 *     {@code @} is over the whole address
 * @param destinations domains to which everybody may
 * @param logins whose POP login lets a client relay for a while
 * @param open whether everybody may relay as long as there is no rule
 * @param auth whether users who log in may
 */
public record RelayRules(
        List<IpPattern> clients,
        List<Wildcard> senders,
        List<Wildcard> destinations,
        LoginRule logins,
        boolean open,
        boolean auth) {
    /** Characters that once told a host to send mail on to another one (RFC 2505 section 2.1). */
    private static final String ROUTING = "@%!:";

    /** May relay where {@code forward_from_ip} isn't set. */
    public static final List<IpPattern> LOOPBACK =
            Stream.of("127.0.0.0/8", "::1")
                    .map(text -> IpPattern.parse(text).orElseThrow())
                    .toList();

    private static final LoginRule NO_LOGINS = new LoginRule(List.of(), Duration.ZERO);

    public RelayRules {
        clients = List.copyOf(clients);
        senders = List.copyOf(senders);
        destinations = List.copyOf(destinations);
    }

    /** The rules of a server, where users who log in may relay. */
    public RelayRules(
            List<IpPattern> clients,
            List<Wildcard> senders,
            List<Wildcard> destinations,
            LoginRule logins,
            boolean open) {
        this(clients, senders, destinations, logins, open, true);
    }

    /** {@return the rules of a listener that has words of its own} */
    public RelayRules limitedTo(RelayWords words) {
        if (words.all()) {
            return new RelayRules(List.of(), List.of(), List.of(), NO_LOGINS, true);
        }
        List<IpPattern> listed = isOpen() ? LOOPBACK : clients;
        return new RelayRules(
                words.clients() ? listed : List.of(),
                words.clients() ? senders : List.of(),
                words.equals(RelayWords.NONE) ? List.of() : destinations,
                words.pop() ? logins : NO_LOGINS,
                false,
                words.auth());
    }

    /** {@return the rules of a client whose address says nothing of it} */
    public RelayRules withoutClients() {
        return isOpen()
                ? this
                : new RelayRules(List.of(), senders, destinations, NO_LOGINS, false, auth);
    }

    /**
     * {@return whether a client may relay to that domain} The name in its EHLO doesn't matter.
     *
     * @param loggedIn whether {@link #logins} allows the client; asked only when no other rule does
     */
    public boolean cover(
            InetAddress client, ReversePath sender, Domain destination, BooleanSupplier loggedIn) {
        return isOpen()
                || covers(client)
                || destinations.stream().anyMatch(p -> p.matches(destination.name()))
                || covers(sender)
                || (!logins.users().isEmpty() && loggedIn.getAsBoolean());
    }

    /** {@return whether the client may relay anywhere with any sender; parameters as above} */
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

    /** {@return whether everybody may relay} */
    public boolean isOpen() {
        return open
                && clients.isEmpty()
                && senders.isEmpty()
                && destinations.isEmpty()
                && logins.users().isEmpty();
    }

    /** {@return whether the local part asks us to relay to a host named in it} */
    public static boolean hasSenderSpecifiedRouting(EmailAddress recipient) {
        return recipient.localPart().chars().anyMatch(c -> ROUTING.indexOf(c) >= 0);
    }
}
