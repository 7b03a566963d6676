package dmail.common.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IpLiteralTest {
    private static InetAddress scoped(int zone) throws UnknownHostException {
        byte[] octets = InetAddress.ofLiteral("fe80::1").getAddress();
        return Inet6Address.getByAddress(null, octets, zone);
    }

    @Test
    void anAddressMayBelongToANetwork() throws SocketException {
        Inet6Address lo = (Inet6Address) IpLiteral.parseScoped("fe80::1%lo").orElseThrow();
        assertEquals(NetworkInterface.getByName("lo").getIndex(), lo.getScopeId());
        Inet6Address numbered = (Inet6Address) IpLiteral.parseScoped("FE80::1%7").orElseThrow();
        assertEquals(7, numbered.getScopeId());
        assertEquals(
                Optional.of(InetAddress.ofLiteral("192.0.2.1")),
                IpLiteral.parseScoped("192.0.2.1"));
        for (String none :
                List.of("fe80::1%", "fe80::1%nosuchnet", "192.0.2.1%lo", "%lo", "fe80::1%lo%lo")) {
            assertEquals(Optional.empty(), IpLiteral.parseScoped(none), none);
        }
    }

    @Test
    void whatOthersReadNamesNoNetwork() throws UnknownHostException {
        assertEquals("fe80:0:0:0:0:0:0:1", IpLiteral.text(scoped(3)));
        assertEquals("192.0.2.1", IpLiteral.text(InetAddress.ofLiteral("192.0.2.1")));
        assertEquals("2001:db8:0:0:0:0:0:1", IpLiteral.text(InetAddress.ofLiteral("2001:db8::1")));
    }

    /** RFC 5952 section 4.2. */
    @Test
    void theLongestRunOfZerosIsCompressed() {
        for (String text :
                List.of(
                        "192.0.2.1",
                        "::",
                        "::1",
                        "2001:db8::",
                        "2001:db8:0:1:1:1:1:1",
                        "2001:db8::1:0:0:1",
                        "1:0:0:2::3",
                        "1:2:3:4:5:6:7:8")) {
            assertEquals(text, IpLiteral.compressed(InetAddress.ofLiteral(text)));
        }
    }
}
