package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.smtp.message.Reception;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class ClientTest {
    private static final Domain HOST = new Domain("mail.test.example");

    /** Tools that ban guessers read it, and know addresses only. */
    @Test
    void isShownWithoutTheNetworkItIsIn() throws UnknownHostException {
        byte[] octets = InetAddress.ofLiteral("fe80::53").getAddress();
        InetAddress scoped = Inet6Address.getByAddress(null, octets, 1);
        assertEquals("fe80:0:0:0:0:0:0:53", new Client(scoped, "1A").shown());
    }

    /** No address was reached: such mail has no connection that could decide where it leaves. */
    @Test
    void aProgramOfThisHostReachesNoAddress() {
        InetAddress here = InetAddress.getLoopbackAddress();
        assertEquals(
                Reception.ofProgram(here),
                Client.present(here, "1A", "ann").reception(ConnectionInfo.local(HOST)));
        assertEquals(
                Reception.ofProgram(here),
                Client.absent(here, "1B", "ann").reception(ConnectionInfo.local(HOST)));
    }
}
