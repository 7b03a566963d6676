package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    private static final InetAddress ANN = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress BOB = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final SessionLimits limits = new SessionLimits(5, 2);

    @Test
    void oneAddressMayHaveItsShareAndNoMore() {
        assertTrue(limits.tryEnter(ANN));
        assertTrue(limits.tryEnter(ANN));
        assertFalse(limits.tryEnter(ANN));
        assertTrue(limits.tryEnter(BOB));
        assertEquals(3, limits.sessions());

        limits.leave(ANN);
        assertTrue(limits.tryEnter(ANN));
    }

    @Test
    void allTogetherMayHaveTheLimitAndNoMore() {
        for (int i = 0; i < 5; i++) {
            assertTrue(limits.tryEnter(HERE));
        }
        assertFalse(limits.tryEnter(BOB));
        limits.leave(HERE);
        assertTrue(limits.tryEnter(BOB));
        assertEquals(5, limits.sessions());
    }

    @Test
    void theMappedFormOfAnAddressIsTheSameClient() {
        limits.tryEnter(ANN);
        limits.tryEnter(InetAddress.ofLiteral("::ffff:192.0.2.1"));
        assertFalse(limits.tryEnter(ANN));
    }

    @Test
    void newLimitsCountFromTheNextClient() {
        limits.tryEnter(ANN);
        limits.tryEnter(ANN);
        limits.change(3, 1);
        assertEquals(2, limits.sessions());
        assertFalse(limits.tryEnter(ANN));
        assertTrue(limits.tryEnter(BOB));
        assertFalse(limits.tryEnter(HERE));
    }
}
