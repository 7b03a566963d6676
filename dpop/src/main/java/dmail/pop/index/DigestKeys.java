package dmail.pop.index;

import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Digests of messages as sorted numbers of 64 bits, equal ones side by side: a million take eight
 * megabytes. The numbers are mixed with a secret, so that nobody can make messages whose digests
 * differ and whose numbers don't.
 */
public final class DigestKeys {
    private final Secret secret;
    private final long[] sorted;

    /**
     * What the numbers are mixed with.
     *
     * @param high odd
     * @param low odd
     */
    public record Secret(long high, long low) {
        public static Secret of(RandomGenerator random) {
            return new Secret(random.nextLong() | 1, random.nextLong() | 1);
        }

        public long key(Uidl uidl) {
            long mixed = uidl.high() * high + uidl.low() * low;
            return mixed ^ (mixed >>> 32);
        }
    }

    /** The digests to sort. */
    @FunctionalInterface
    public interface Source {
        Uidl uidl(int position) throws IOException;
    }

    /**
     * Takes so many digests.
     *
     * @throws IOException also when memory is short
     */
    public DigestKeys(int count, Source source, Secret secret, MemoryReservation memory)
            throws IOException {
        this.secret = secret;
        memory.take((long) count * Long.BYTES);
        this.sorted = new long[count];
        for (int position = 0; position < count; position++) {
            sorted[position] = secret.key(source.uidl(position));
        }
        Arrays.sort(sorted);
    }

    /** {@return the position of the first digest equal to this, or -1} */
    public int first(Uidl uidl) {
        long key = secret.key(uidl);
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < sorted.length && sorted[low] == key ? low : -1;
    }
}
