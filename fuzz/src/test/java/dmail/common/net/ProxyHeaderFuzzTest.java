package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** PROXY headers: any octets are judged within the limit, and none of the client's is needed. */
class ProxyHeaderFuzzTest {
    @FuzzTest
    void anyOctetsAreJudged(byte[] input) {
        int length = 0;
        ProxyHeader header = ProxyHeader.parse(new byte[0], 0);
        while (header instanceof ProxyHeader.Incomplete(int octets)
                && length + octets <= input.length) {
            assertTrue(octets > 0, "no progress");
            length += octets;
            assertTrue(length <= ProxyHeader.LONGEST, "reads too much");
            header = ProxyHeader.parse(Arrays.copyOf(input, ProxyHeader.LONGEST), length);
        }
        if (header instanceof ProxyHeader.Proxied || header instanceof ProxyHeader.Local) {
            checkThatNoneIsLeftOver(input, length, header);
        }
    }

    /** A header that was complete one octet earlier would have taken one of the client's. */
    private static void checkThatNoneIsLeftOver(byte[] input, int length, ProxyHeader header) {
        ProxyHeader shorter = ProxyHeader.parse(Arrays.copyOf(input, length - 1), length - 1);
        assertFalse(shorter instanceof ProxyHeader.Malformed, "judged otherwise when cut");
        assertNotEquals(header, shorter);
        assertEquals(header, ProxyHeader.parse(input, length));
    }
}
