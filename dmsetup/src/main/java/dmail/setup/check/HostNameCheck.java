package dmail.setup.check;

import dmail.common.address.IpLiteral;
import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the name that the servers give themselves leads to this machine, and its addresses back
 * to the name: many hosts refuse mail from one for which that isn't so.
 */
public final class HostNameCheck {
    private final String name;
    private final Host host;
    private final Dns dns;

    private HostNameCheck(String name, Host host, Dns dns) {
        this.name = name;
        this.host = host;
        this.dns = dns;
    }

    public static List<Finding> look(String name, Host host, Dns dns) {
        HostNameCheck check = new HostNameCheck(name, host, dns);
        List<Finding> findings = new ArrayList<>();
        findings.add(check.forward());
        host.publicAddresses().forEach(address -> findings.add(check.backward(address)));
        return findings;
    }

    private Finding forward() {
        return switch (dns.addresses(name)) {
            case DnsAnswer.Failed(var why) ->
                    Finding.warning("the address of " + name + " could not be looked up: " + why);
            case DnsAnswer.Nothing() ->
                    Finding.warning(name + " has no address in DNS", wantedAddresses());
            case DnsAnswer.Found(var addresses) -> judge(addresses);
        };
    }

    private Finding judge(List<String> addresses) {
        String listed = name + " has the address " + String.join(", ", addresses);
        boolean own = addresses.stream().anyMatch(this::isOwn);
        if (own) {
            return Finding.ok(listed + ", this machine's");
        }
        return host.publicAddresses().isEmpty()
                ? Finding.warning(
                        listed
                                + "; this machine's own addresses are private ones, so a router has"
                                + " to lead the ports here")
                : Finding.warning(listed + ", which is not this machine's", wantedAddresses());
    }

    private boolean isOwn(String text) {
        return IpLiteral.parse(text).filter(host::has).isPresent();
    }

    private String[] wantedAddresses() {
        return host.publicAddresses().stream()
                .map(address -> name + ". IN " + type(address.address()) + " " + address)
                .toArray(String[]::new);
    }

    /** {@return the type of the record that gives an address to a name} */
    static String type(InetAddress address) {
        return address instanceof Inet6Address ? "AAAA" : "A";
    }

    private Finding backward(HostAddress address) {
        return switch (dns.names(address.address())) {
            case DnsAnswer.Failed(var why) ->
                    Finding.warning("the name of " + address + " could not be looked up: " + why);
            case DnsAnswer.Nothing() ->
                    Finding.warning(
                            address + " has no name in DNS, so many hosts refuse mail from it",
                            pointer(address.address(), name));
            case DnsAnswer.Found(var names) -> judgeNames(address, names);
        };
    }

    private Finding judgeNames(HostAddress address, List<String> names) {
        return names.contains(name)
                ? Finding.ok(address + " has the name " + name)
                : Finding.warning(
                        address
                                + " has the name "
                                + String.join(", ", names)
                                + " and not "
                                + name
                                + ", so some hosts refuse mail from it",
                        pointer(address.address(), name));
    }

    /** {@return the record that gives a name to an address} */
    static String pointer(InetAddress address, String name) {
        return reversed(address) + ". IN PTR " + name + ".";
    }

    /** RFC 1035 section 3.5, RFC 3596 section 2.5. */
    private static String reversed(InetAddress address) {
        boolean six = address instanceof Inet6Address;
        StringBuilder labels = new StringBuilder();
        byte[] octets = address.getAddress();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            labels.append(
                    six ? "%x.%x.".formatted(octet & 15, octet >> 4) : "%d.".formatted(octet));
        }
        return labels + (six ? "ip6.arpa" : "in-addr.arpa");
    }
}
