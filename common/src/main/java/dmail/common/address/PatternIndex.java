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
    private final int longestTail;

    /** A pattern without a fixed beginning or end, which must be tried. */
    private record Scanned(int number, Wildcard pattern) {}

    private PatternIndex(long[] entries, int[] shapes, List<Scanned> scanned) {
        this.entries = entries;
        this.shapes = shapes;
        this.scanned = List.copyOf(scanned);
        this.longestTail = longestTail(shapes);
    }

    private static int longestTail(int[] shapes) {
        int longest = 0;
        for (int shape : shapes) {
            longest = Math.max(longest, shape % (LONGEST_PATTERN + 1));
        }
        return longest;
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
         * @param number that is found for it, 0 or more; several patterns may have the same
         */
        public void add(int number, Wildcard pattern) {
            String head = pattern.head();
            String tail = pattern.isLiteral() ? "" : end(pattern.tail());
            int headLength = Math.min(LONGEST_HEAD, head.length());
            if (pattern.isLiteral()) {
                put(LITERAL * (LONGEST_PATTERN + 1), head, "", number);
            } else if (!pattern.isAnchored()) {
                scanned.add(new Scanned(number, pattern));
            } else {
                int shape = headLength * (LONGEST_PATTERN + 1) + tail.length();
                put(shape, head.substring(0, headLength), tail, number);
            }
        }

        /** In lower case a pattern may be longer than it was. */
        private static String end(String tail) {
            return tail.substring(Math.max(0, tail.length() - LONGEST_PATTERN));
        }

        private void put(int shape, String head, String tail, int number) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size + size / 2);
            }
            shapes.set(shape);
            int ending = endings(tail, tail.length())[tail.length()];
            entries[size++] = hash(shape, head.hashCode(), ending) | number;
        }

        /** {@return the index of the patterns added so far} */
        public PatternIndex build() {
            long[] all = Arrays.copyOf(entries, size);
            Arrays.sort(all);
            return new PatternIndex(all, shapes.stream().toArray(), scanned);
        }
    }

    private static long hash(int shape, int head, int tail) {
        int hash = (31 * shape + head) * 0x7feb352d;
        hash = (hash ^ (hash >>> 15)) + tail * 0x846ca68b;
        return (long) (hash ^ (hash >>> 16)) << Integer.SIZE;
    }

    /**
     * {@return the hash of the last characters of a text, by their number} Each follows from the
     * one before, so that no part of the text has to be cut off.
     */
    private static int[] endings(String text, int longest) {
        int[] hashes = new int[Math.min(longest, text.length()) + 1];
        for (int length = 1; length < hashes.length; length++) {
            hashes[length] = 31 * hashes[length - 1] + text.charAt(text.length() - length);
        }
        return hashes;
    }

    /**
     * {@return the numbers of all patterns that match a text, in ascending order, and now and then
     * of one that doesn't: two patterns may have the same hash}
     *
     * @param text in lower case
     */
    public int[] candidates(String text) {
        Numbers found = new Numbers();
        collect(text, endings(text, longestTail), found);
        for (Scanned one : scanned) {
            if (one.pattern().matchesFolded(text)) {
                found.add(one.number());
            }
        }
        return found.ascending();
    }

    private void collect(String text, int[] endings, Numbers found) {
        int beginning = 0;
        int read = 0;
        // The shapes are in the order of their heads, so each character is read once.
        for (int shape : shapes) {
            int head = shape / (LONGEST_PATTERN + 1);
            int tail = shape % (LONGEST_PATTERN + 1);
            if (head == LITERAL) {
                collect(hash(shape, text.hashCode(), 0), found);
            } else if (head + tail <= text.length()) {
                for (; read < head; read++) {
                    beginning = 31 * beginning + text.charAt(read);
                }
                collect(hash(shape, beginning, endings[tail]), found);
            }
        }
    }

    private void collect(long offset, Numbers found) {
        int at = Arrays.binarySearch(entries, offset);
        for (int i = at < 0 ? -at - 1 : at;
                i < entries.length && entries[i] >>> Integer.SIZE == offset >>> Integer.SIZE;
                i++) {
            found.add((int) entries[i]);
        }
    }

    /** Mostly none or few; nothing is made for none. */
    private static final class Numbers {
        private static final int[] NONE = {};
        private static final int USUAL = 8;

        private int[] all = NONE;
        private int size;

        void add(int number) {
            if (size == all.length) {
                all = Arrays.copyOf(all, Math.max(USUAL, 2 * size));
            }
            all[size++] = number;
        }

        /** {@return each of them once} */
        int[] ascending() {
            Arrays.sort(all, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (kept == 0 || all[kept - 1] != all[i]) {
                    all[kept++] = all[i];
                }
            }
            return kept == all.length ? all : Arrays.copyOf(all, kept);
        }
    }
}
