package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InterfaceAddressesTest {
    private static List<InetAddress> ips(String... texts) {
        return Stream.of(texts).map(text -> IpLiteral.parse(text).orElseThrow()).toList();
    }

    /** As Java lists what {@code ip -4 addr} shows the other way round. */
    @Test
    void bi20_theFirstAddressOfTheFirstInterfaceComesFirst() {
        assertEquals(
                ips("127.0.0.1", "203.0.113.1", "192.0.2.7", "198.51.100.9", "192.0.2.8"),
                InterfaceAddresses.inOrder(
                        List.of(
                                new InterfaceAddresses.Found(
                                        3, ips("192.0.2.8", "198.51.100.9", "192.0.2.7")),
                                new InterfaceAddresses.Found(2, ips("203.0.113.1")),
                                new InterfaceAddresses.Found(1, ips("127.0.0.1")))));
    }

    @Test
    void thisMachineHasLoopback() {
        assertTrue(
                InterfaceAddresses.all().stream().anyMatch(InetAddress::isLoopbackAddress),
                InterfaceAddresses.all()::toString);
    }
}
