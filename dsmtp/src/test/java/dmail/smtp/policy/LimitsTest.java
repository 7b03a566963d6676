package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each limit at n and n + 1. */
class LimitsTest {
    private static final Limits LIMITS = new Limits(1000, 100, 20, 100, Duration.ofMinutes(5));

    @Test
    void size() {
        assertTrue(LIMITS.allowsSize(1000));
        assertFalse(LIMITS.allowsSize(1001));
        assertEquals(1000, LIMITS.announcedSize());
    }

    @Test
    void anySize() {
        Limits any = new Limits(Limits.ANY_SIZE, 1, 1, 1, Duration.ZERO);
        assertTrue(any.allowsSize(Long.MAX_VALUE));
        assertEquals(0, any.announcedSize());
    }

    @Test
    void recipients() {
        assertTrue(LIMITS.allowsOneMoreRecipient(99));
        assertFalse(LIMITS.allowsOneMoreRecipient(100));
    }

    @Test
    void errors() {
        assertTrue(LIMITS.allowsErrors(19));
        assertFalse(LIMITS.allowsErrors(20));
    }

    @Test
    void received() {
        assertTrue(LIMITS.allowsReceived(100));
        assertFalse(LIMITS.allowsReceived(101));
    }
}
