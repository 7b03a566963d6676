package dmail.common.table;

import java.util.function.IntPredicate;

/**
 * Finds the first of many numbered lines that has a key; ten octets per line. It doesn't store the
 * keys: the caller compares them. Not thread-safe while lines are added.
 */
public final class LineIndex {
    private static final int LEAST = 16;

    /** For each key the bits of its hash, and its line plus one; 0 is a free slot. */
    private long[] slots;

    private int used;

    /**
     * @param expected how many keys there will be; it grows if there are more
     */
    public LineIndex(int expected) {
        slots = new long[Math.max(LEAST, expected + expected / 4)];
    }

    /**
     * {@return the line of a key, or -1}
     *
     * @param isIt whether a line has the key
     */
    public int find(int hash, IntPredicate isIt) {
        return line(slots[slot(mixed(hash), isIt)]);
    }

    /**
     * Stores the line of a key, unless the key has one.
     *
     * @param isIt whether a line has the key
     * @return the line stored before, or -1
     */
    public int putIfAbsent(int hash, int line, IntPredicate isIt) {
        int mixed = mixed(hash);
        int slot = slot(mixed, isIt);
        int before = line(slots[slot]);
        if (before < 0) {
            slots[slot] = ((long) mixed << Integer.SIZE) | (line + 1);
            used++;
            growIfFull();
        }
        return before;
    }

    private static int line(long slot) {
        return (int) slot - 1;
    }

    private static int hash(long slot) {
        return (int) (slot >>> Integer.SIZE);
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x7feb352d;
        mixed = (mixed ^ (mixed >>> 15)) * 0x846ca68b;
        return mixed ^ (mixed >>> 16);
    }

    /** {@return the slot of the key, or the free slot for it} */
    private int slot(int mixed, IntPredicate isIt) {
        int slot = first(mixed);
        while (slots[slot] != 0 && !(hash(slots[slot]) == mixed && isIt.test(line(slots[slot])))) {
            slot = next(slot);
        }
        return slot;
    }

    private int first(int mixed) {
        return (int) ((Integer.toUnsignedLong(mixed) * slots.length) >>> Integer.SIZE);
    }

    private int next(int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    private void growIfFull() {
        if (used < slots.length - slots.length / 8) {
            return;
        }
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long taken : old) {
            if (taken != 0) {
                int slot = first(hash(taken));
                while (slots[slot] != 0) {
                    slot = next(slot);
                }
                slots[slot] = taken;
            }
        }
    }
}
