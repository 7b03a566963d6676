package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

final class ListeningSocketTest {
    /** Of a network for documentation. */
    private static final InetAddress ABSENT = InetAddress.ofLiteral("192.0.2.99");

    @Test
    void anAddressOfNoInterfaceIsMissing() {
        assertTrue(ListeningSocket.isAddressMissing(ABSENT));
        assertFalse(ListeningSocket.isAddressMissing(InetAddress.ofLiteral("127.0.1.9")));
    }

    /** Else a server without descriptors would wait for an address that is there. */
    @Test
    void anotherFailureSaysNothingOfTheAddress() {
        assertFalse(
                ListeningSocket.isAddressMissing(
                        ABSENT,
                        _ -> {
                            throw new SocketException("Too many open files");
                        }));
    }

    /** So are all channels of a Java that finds no IPv6 in the kernel. */
    private static ServerSocketChannel ipv4() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.INET);
    }

    @Test
    void b13_withoutIpv6TheWildcardServesIpv4() throws IOException {
        InetSocketAddress wildcard = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
        try (ListeningSocket socket = ListeningSocket.bind(ipv4(), wildcard, false);
                Socket client = new Socket("127.0.1.9", socket.address().getPort())) {
            assertTrue(client.isConnected());
        }
    }

    @Test
    void b13_withoutIpv6AnIpv6AddressIsMissing() {
        InetSocketAddress six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);

        BindException e =
                assertThrows(
                        BindException.class,
                        () -> ListeningSocket.bind(ipv4(), six, false).close());

        assertEquals("this machine has no IPv6", e.getMessage());
    }
}
