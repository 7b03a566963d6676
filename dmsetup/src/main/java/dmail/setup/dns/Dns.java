package dmail.setup.dns;

import java.net.InetAddress;

/** Looks names and addresses up. */
public interface Dns {
    /** {@return the names of the hosts that take mail for a domain, the best first} */
    DnsAnswer exchangers(String domain);

    /** {@return the addresses of a host, IPv4 and IPv6, as text} */
    DnsAnswer addresses(String host);

    /** {@return the names of an address} */
    DnsAnswer names(InetAddress address);
}
