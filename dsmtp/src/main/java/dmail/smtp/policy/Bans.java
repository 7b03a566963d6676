package dmail.smtp.policy;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import java.net.InetAddress;
import java.util.List;

/**
 * Clients, senders and recipients that are banned.
 *
 * @param clients addresses of clients
 * @param exceptClients exceptions from them
 * @param senders patterns over the whole address in MAIL, in any letter case
 * @param recipients patterns over the whole address in RCPT, in any letter case
 */
public record Bans(
        List<IpPattern> clients,
        List<IpPattern> exceptClients,
        List<Wildcard> senders,
        List<Wildcard> recipients) {
    /** No bans. */
    public static final Bans NONE = new Bans(List.of(), List.of(), List.of(), List.of());

    public Bans {
        clients = List.copyOf(clients);
        exceptClients = List.copyOf(exceptClients);
        senders = List.copyOf(senders);
        recipients = List.copyOf(recipients);
    }

    public boolean client(InetAddress address) {
        return clients.stream().anyMatch(pattern -> pattern.matches(address))
                && exceptClients.stream().noneMatch(pattern -> pattern.matches(address));
    }

    public boolean sender(EmailAddress address) {
        return senders.stream().anyMatch(pattern -> pattern.matches(address.spelling()));
    }

    public boolean recipient(EmailAddress address) {
        return recipients.stream().anyMatch(pattern -> pattern.matches(address.spelling()));
    }
}
