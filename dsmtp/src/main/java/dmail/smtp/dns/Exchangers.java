package dmail.smtp.dns;

import java.net.InetAddress;
import java.util.List;

/** Where the mail for a remote domain goes (RFC 5321 section 5.1). */
public sealed interface Exchangers {
    /** At least one host, in order of preference; each has an address. */
    record Hosts(List<Host> hosts) implements Exchangers {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }

    /** Permanent: the domain doesn't exist, or has no host. */
    record NoSuchDomain(String why) implements Exchangers {}

    /** Permanent: the domain has a null MX (RFC 7505). */
    record AcceptsNoMail() implements Exchangers {}

    /** Permanent: a mail loop, since the best exchanger is this host. */
    record OnlyOurselves(String why) implements Exchangers {}

    /** Temporary: the hosts can't be found now. */
    record TryLater(String why) implements Exchangers {}

    /**
     * A host.
     *
     * @param name from DNS or the {@code gateway} line
     * @param addresses in the order in which to try them
     */
    record Host(String name, int port, List<InetAddress> addresses) {
        public Host {
            addresses = List.copyOf(addresses);
        }
    }
}
