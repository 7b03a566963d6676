package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class PrivilegedPortsTest {
    private static final String USER = "Name:\tjava\nCapEff:\t0000000000000000\n";
    private static final String ROOT = "Name:\tjava\nCapEff:\t000001ffffffffff\n";

    /** CAP_NET_BIND_SERVICE alone, as a unit's AmbientCapabilities give it. */
    private static final String UNIT = "CapEff:\t0000000000000400\n";

    @Test
    void aLowPortIsReservedForThoseWithTheCapability() {
        assertTrue(PrivilegedPorts.isReserved(25, "1024\n", USER));
        assertFalse(PrivilegedPorts.isReserved(25, "1024\n", UNIT));
        assertFalse(PrivilegedPorts.isReserved(25, "1024\n", ROOT));
    }

    @Test
    void aNumberOfTheSystemIsReadWhole() throws IOException {
        assumeTrue(Files.exists(PrivilegedPorts.FIRST_FREE), "takes Linux");

        assertTrue(PrivilegedPorts.read(PrivilegedPorts.FIRST_FREE).endsWith("\n"));
    }

    @Test
    void otherPortsAreFree() {
        assertTrue(PrivilegedPorts.isReserved(1023, "1024\n", USER));
        assertFalse(PrivilegedPorts.isReserved(1024, "1024\n", USER));
        assertFalse(PrivilegedPorts.isReserved(0, "1024\n", USER));
        assertFalse(PrivilegedPorts.isReserved(25, "0\n", USER));
    }
}
