package dmail.pop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.testing.MemoryLog;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PopLogTest {
    private final MemoryLog log = new MemoryLog();
    private final PopLog popLog = new PopLog(log, new Counters());

    /** Tools that ban guessers read it, and know addresses only. */
    @Test
    void aClientIsShownWithoutTheNetworkItIsIn() throws UnknownHostException {
        byte[] octets = InetAddress.ofLiteral("fe80::53").getAddress();
        InetAddress scoped = Inet6Address.getByAddress(null, octets, 1);
        popLog.loginFailed(
                new Client("1A", scoped, InetAddress.getLoopbackAddress(), 110, "pop"),
                "ann",
                "wrong");
        assertEquals(
                List.of("info: 1A auth failed client=fe80:0:0:0:0:0:0:53 user=ann reason=wrong"),
                log.lines());
    }
}
