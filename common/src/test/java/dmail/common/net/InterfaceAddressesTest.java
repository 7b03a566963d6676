package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.IpLiteral;
import dmail.common.net.InterfaceAddresses.Found;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InterfaceAddressesTest {
    private static final List<Found> INTERFACES =
            List.of(
                    new Found(3, false, ips("192.0.2.8", "198.51.100.9", "192.0.2.7")),
                    new Found(2, false, ips("203.0.113.1")),
                    new Found(1, true, ips("192.0.2.1", "127.0.0.1")));

    private static List<InetAddress> ips(String... texts) {
        return Stream.of(texts).map(text -> IpLiteral.parse(text).orElseThrow()).toList();
    }

    /** As Java lists what {@code ip -4 addr} shows the other way round. */
    @Test
    void bi20_theFirstAddressOfTheFirstInterfaceComesFirst() {
        assertEquals(
                ips(
                        "127.0.0.1",
                        "192.0.2.1",
                        "203.0.113.1",
                        "192.0.2.7",
                        "198.51.100.9",
                        "192.0.2.8"),
                InterfaceAddresses.inOrder(INTERFACES));
    }

    /** An address for many services may stand on the loopback interface. */
    @Test
    void bi20_theFirstInterfaceIsNotLoopback() {
        assertEquals(
                ips(
                        "203.0.113.1",
                        "192.0.2.7",
                        "198.51.100.9",
                        "192.0.2.8",
                        "127.0.0.1",
                        "192.0.2.1"),
                InterfaceAddresses.networksFirst(INTERFACES));
    }

    @Test
    void thisMachineHasLoopback() {
        assertTrue(
                InterfaceAddresses.all().stream().anyMatch(InetAddress::isLoopbackAddress),
                InterfaceAddresses.all()::toString);
    }
}
