package dmail.common.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line ends, eight octets at a time: every octet of a message is searched for them more than
 * once.
 */
public final class LineEnds {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long FEEDS = '\n' * ONES;
    private static final long RETURNS = '\r' * ONES;

    private LineEnds() {}

    /** {@return the index of the first LF, or {@code limit} when there is none before it} */
    public static int feed(byte[] octets, int from, int limit) {
        int at = from;
        for (; at <= limit - Long.BYTES; at += Long.BYTES) {
            long found = zeros((long) EIGHT.get(octets, at) ^ FEEDS);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < limit && octets[at] != '\n') {
            at++;
        }
        return at;
    }

    /** {@return the index of the first CR or LF, or {@code limit} when there is none before it} */
    public static int returnOrFeed(byte[] octets, int from, int limit) {
        int at = from;
        for (; at <= limit - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT.get(octets, at);
            long found = zeros(eight ^ FEEDS) | zeros(eight ^ RETURNS);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < limit && octets[at] != '\n' && octets[at] != '\r') {
            at++;
        }
        return at;
    }

    /**
     * {@return a word with the high bit set in each octet that is zero; above the first of them
     * other bits may be wrong}
     */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    private static int first(long highBits) {
        return Long.numberOfTrailingZeros(highBits) / Byte.SIZE;
    }
}
