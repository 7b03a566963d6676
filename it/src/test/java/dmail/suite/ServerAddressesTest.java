package dmail.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ServerAddressesTest {
    private static final String READY =
            "2026-11-21T22:04:19.123Z host dpop[7]: - ready pop=127.0.0.1:2110 pop=127.0.0.2:99";

    @Test
    void readsEachPlaceOfTheReadyLine() {
        ServerAddresses addresses = ServerAddresses.parse(READY);

        assertEquals(address("127.0.0.1", 2110), addresses.first("pop"));
        assertEquals(address("127.0.0.2", 99), addresses.on("pop", "127.0.0.2"));
    }

    @Test
    void knowsTheReadyLineFromOthers() {
        assertTrue(ServerAddresses.announcedBy(READY));
        assertFalse(ServerAddresses.announcedBy("2026 host dpop[7]: 7f already there"));
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}
