package dmail.pop.binstore;

import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemoryShortException;
import java.util.Arrays;

/** Increasing offsets in a file, packed. */
final class Offsets {
    private static final int FEW = 16;

    private final MemoryReservation memory;
    private long[] sorted = {};
    private int count;

    /**
     * @param memory where they take memory from
     */
    Offsets(MemoryReservation memory) {
        this.memory = memory;
    }

    void add(long offset) throws MemoryShortException {
        if (count == sorted.length) {
            int length = Math.max(FEW, count + count / 2);
            memory.take((long) length * Long.BYTES);
            sorted = Arrays.copyOf(sorted, length);
            memory.giveBack((long) count * Long.BYTES);
        }
        sorted[count] = offset;
        count++;
    }

    int count() {
        return count;
    }

    long get(int index) {
        return sorted[index];
    }

    /** {@return the index of an offset, or a negative number if it isn't there} */
    int indexOf(long offset) {
        return Arrays.binarySearch(sorted, 0, count, offset);
    }
}
