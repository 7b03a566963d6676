package dmail.smtp.client.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.IpLiteral;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which failures say that another source address would do better. */
final class LocalFaultTest {
    private static final Machine MISSING = new Machine(false, false, true);
    private static final Machine PRESENT = new Machine(true, true, true);
    private static final Machine LEADS_NOWHERE = new Machine(true, false, true);
    private static final Machine WITHOUT_NETWORK = new Machine(true, false, false);

    private record Machine(boolean hasSource, boolean isLeading, boolean isAnyLeading)
            implements LocalFault.Trial {}

    private static boolean binding(IOException why, Machine machine) {
        return LocalFault.isOne(false, why, machine);
    }

    private static boolean connecting(IOException why, Machine machine) {
        return LocalFault.isOne(true, why, machine);
    }

    private static InetAddress ip(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }

    @Test
    void b3_anAddressThatIsMissingIsOne() {
        assertTrue(binding(new BindException("Cannot assign requested address"), MISSING));
    }

    @Test
    void b3_neitherPortsNorFilesThatRunOutAreOne() {
        assertFalse(binding(new BindException("Address already in use"), PRESENT));
        assertFalse(binding(new SocketException("Too many open files"), PRESENT));
        assertFalse(binding(new SocketException("Too many open files"), LEADS_NOWHERE));
    }

    @Test
    void b3_aSourceThatLeadsNowhereIsOneWhileOthersLead() {
        assertTrue(connecting(new SocketException("Invalid argument"), LEADS_NOWHERE));
        assertTrue(connecting(new SocketException("Network is unreachable"), LEADS_NOWHERE));
        assertFalse(connecting(new SocketException("Network is unreachable"), WITHOUT_NETWORK));
        assertFalse(connecting(new SocketException("Operation not permitted"), PRESENT));
    }

    @Test
    void whatTheHostDoesIsNone() {
        assertFalse(connecting(new ConnectException("Connection refused"), LEADS_NOWHERE));
        assertFalse(connecting(new NoRouteToHostException("No route to host"), LEADS_NOWHERE));
        assertFalse(connecting(new SocketTimeoutException("no answer"), LEADS_NOWHERE));
        assertFalse(connecting(new BindException("Address already in use"), LEADS_NOWHERE));
    }

    @Test
    void theSystemIsAskedWithoutAPacket() {
        InetAddress loopback = ip("127.0.0.1");

        assertTrue(SourceTrial.has(ip("127.0.1.20")), "it is on no interface");
        assertFalse(SourceTrial.has(ip("192.0.2.99")));
        assertEquals(Optional.of(loopback), SourceTrial.chosenFor(loopback));
        assertTrue(new SourceTrial(ip("127.0.1.20"), loopback).isLeading());
        assertFalse(new SourceTrial(ip("192.0.2.99"), loopback).isLeading());
    }
}
