package dmail.smtp.dns;

import java.net.InetAddress;
import java.util.List;

/** Where the mail for a domain of others goes (RFC 5321 section 5.1). */
public sealed interface Exchangers {
    /** To the first of these that takes it; at least one, and each has an address. */
    record Hosts(List<Host> hosts) implements Exchangers {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }

    /** Nowhere: there is no such domain, or nothing in it takes mail. */
    record NoSuchDomain(String why) implements Exchangers {}

    /** Nowhere: the domain says that it takes no mail (RFC 7505). */
    record AcceptsNoMail() implements Exchangers {}

    /** Back to ourselves: sending it would be a loop. */
    record OnlyOurselves(String why) implements Exchangers {}

    /** It can't be told now; the mail waits. */
    record TryLater(String why) implements Exchangers {}

    /**
     * A host that takes mail.
     *
     * @param name as DNS or the {@code gateway} line has it
     * @param addresses to be tried in this order
     */
    record Host(String name, int port, List<InetAddress> addresses) {
        public Host {
            addresses = List.copyOf(addresses);
        }
    }
}
