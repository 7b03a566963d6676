package dmail.common.table;

import java.util.function.IntPredicate;

/**
 * Which of many numbered lines is the first with a key: ten octets a line. What the keys are, and
 * whether two are the same, the lines themselves tell. Not for several threads while it grows.
 */
public final class LineIndex {
    private static final int LEAST = 16;

    /** Of each key the bits of its hash, and one more than the line; nothing is 0. */
    private long[] slots;

    private int used;

    /**
     * @param expected how many keys there will be; with more it grows
     */
    public LineIndex(int expected) {
        slots = new long[Math.max(LEAST, expected + expected / 4)];
    }

    /**
     * {@return the line of a key, or -1}
     *
     * @param isIt whether the key is that of a line
     */
    public int find(int hash, IntPredicate isIt) {
        return line(slots[slot(mixed(hash), isIt)]);
    }

    /**
     * Notes the line of a key, unless there is one.
     *
     * @param isIt whether the key is that of a line
     * @return the line that was there before, or -1
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

    /** {@return where the key is, or the free slot where it would be} */
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
