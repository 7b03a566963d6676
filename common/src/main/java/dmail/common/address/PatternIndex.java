package dmail.common.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds which of many wildcard patterns may match a text, by a hash of how each begins and ends;
 * eight octets per pattern. Patterns that begin and end with a wildcard are tried one by one.
 * Thread-safe once it is built.
 */
public final class PatternIndex {
    /** Characters of the beginning; with more, more combinations of lengths must be tried. */
    private static final int LONGEST_HEAD = 12;

    private static final int LONGEST_PATTERN = 255;
    private static final int LITERAL = LONGEST_HEAD + 1;

    private final long[] entries;
    private final int[] shapes;
    private final List<Scanned> scanned;

    /** A pattern without a fixed beginning or end, which must be tried. */
    private record Scanned(int number, Wildcard pattern) {}

    private PatternIndex(long[] entries, int[] shapes, List<Scanned> scanned) {
        this.entries = entries;
        this.shapes = shapes;
        this.scanned = List.copyOf(scanned);
    }

    /** Collects patterns. */
    public static final class Builder {
        private long[] entries = new long[16];
        private int size;
        private final BitSet shapes = new BitSet();
        private final List<Scanned> scanned = new ArrayList<>();

        /** Begins without a pattern. */
        public Builder() {}

        /**
         * Adds a pattern.
         *
         * @param number that is found for it; several patterns may have the same
         */
        public void add(int number, Wildcard pattern) {
            String head = pattern.head();
            String tail = pattern.isLiteral() ? "" : pattern.tail();
            int headLength = Math.min(LONGEST_HEAD, head.length());
            if (pattern.isLiteral()) {
                put(LITERAL * (LONGEST_PATTERN + 1), head, "", number);
            } else if (headLength + tail.length() == 0) {
                scanned.add(new Scanned(number, pattern));
            } else {
                int shape = headLength * (LONGEST_PATTERN + 1) + tail.length();
                put(shape, head.substring(0, headLength), tail, number);
            }
        }

        private void put(int shape, String head, String tail, int number) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size + size / 2);
            }
            shapes.set(shape);
            entries[size++] = hash(shape, head, tail) | number;
        }

        /** {@return the index of the patterns added so far} */
        public PatternIndex build() {
            long[] all = Arrays.copyOf(entries, size);
            Arrays.sort(all);
            return new PatternIndex(all, shapes.stream().toArray(), scanned);
        }
    }

    private static long hash(int shape, String head, String tail) {
        int hash = (31 * shape + head.hashCode()) * 0x7feb352d;
        hash = (hash ^ (hash >>> 15)) + tail.hashCode() * 0x846ca68b;
        return (long) (hash ^ (hash >>> 16)) << Integer.SIZE;
    }

    /**
     * {@return the numbers of all patterns that match a text, in ascending order, and now and then
     * of one that doesn't: two patterns may have the same hash}
     *
     * @param text in lower case
     */
    public int[] candidates(String text) {
        BitSet found = new BitSet();
        for (int shape : shapes) {
            collect(shape, text, found);
        }
        for (Scanned one : scanned) {
            if (one.pattern().matchesFolded(text)) {
                found.set(one.number());
            }
        }
        return found.stream().toArray();
    }

    private void collect(int shape, String text, BitSet found) {
        int head = shape / (LONGEST_PATTERN + 1);
        int tail = shape % (LONGEST_PATTERN + 1);
        if (head == LITERAL) {
            collect(hash(shape, text, ""), found);
        } else if (head + tail <= text.length()) {
            String end = text.substring(text.length() - tail);
            collect(hash(shape, text.substring(0, head), end), found);
        }
    }

    private void collect(long offset, BitSet found) {
        int at = Arrays.binarySearch(entries, offset);
        for (int i = at < 0 ? -at - 1 : at;
                i < entries.length && entries[i] >>> Integer.SIZE == offset >>> Integer.SIZE;
                i++) {
            found.set((int) entries[i]);
        }
    }
}
