package dmail.smtp.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the mail for a remote domain goes (RFC 5321 section 5.1). */
public sealed interface Exchangers {
    /** At least one host, in order of preference; each has an address. */
    record Hosts(List<Host> hosts) implements Exchangers {
        public Hosts {
            hosts = List.copyOf(hosts);
        }

        /** {@return the names of the hosts of the best preference, in lower case} */
        public List<String> best() {
            List<String> best = new ArrayList<>();
            for (Host host : hosts) {
                if (host.preference() == hosts.getFirst().preference()) {
                    best.add(host.name().toLowerCase(Locale.ROOT));
                }
            }
            return best;
        }

        /** {@return the names of all hosts, in lower case} */
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (Host host : hosts) {
                names.add(host.name().toLowerCase(Locale.ROOT));
            }
            return names;
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
     * @param preference as DNS has it, or the place in the {@code gateway} line; lower is better
     * @param addresses in the order in which to try them
     */
    record Host(String name, int port, List<InetAddress> addresses, int preference) {
        public Host {
            addresses = List.copyOf(addresses);
        }

        /** The only host, or one of the best. */
        public Host(String name, int port, List<InetAddress> addresses) {
            this(name, port, addresses, 0);
        }
    }
}
