package dmail.setup.found;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * This machine.
 *
 * @param name its own name, with its domain if that is known
 * @param mailName what /etc/mailname says; empty when there is none
 * @param searchDomain the first that resolv.conf completes names with; empty when there is none
 * @param addresses without loopback and link-local ones
 * @param timeZone such as {@code Europe/Vienna}
 * @param user who runs this program
 * @param firstFreePort the first port that every user may listen on
 */
public record Host(
        String name,
        String mailName,
        String searchDomain,
        List<HostAddress> addresses,
        String timeZone,
        String user,
        int firstFreePort) {
    public Host {
        addresses = List.copyOf(addresses);
    }

    public boolean isRoot() {
        return user.equals("root");
    }

    /** {@return whether that is one of our own addresses} */
    public boolean has(InetAddress address) {
        return addresses.stream().anyMatch(own -> own.address().equals(address));
    }

    /** {@return its addresses as people read them} */
    public String addressList() {
        return addresses.isEmpty()
                ? "none but loopback"
                : addresses.stream().map(HostAddress::toString).collect(Collectors.joining(", "));
    }

    /** {@return the addresses that the whole Internet can reach} */
    public List<HostAddress> publicAddresses() {
        return addresses.stream().filter(address -> !address.isPrivate()).toList();
    }
}
