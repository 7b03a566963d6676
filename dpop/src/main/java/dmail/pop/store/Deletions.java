package dmail.pop.store;

import java.util.BitSet;

/** The messages that a session has marked as deleted; they are removed at QUIT. */
public final class Deletions {
    private final BitSet marks = new BitSet(0);
    private long octets;

    public boolean isMarked(int number) {
        return marks.get(number);
    }

    public void mark(int number, long messageOctets) {
        if (!marks.get(number)) {
            marks.set(number);
            octets += messageOctets;
        }
    }

    /** RSET (RFC 1939 section 5). */
    public void clear() {
        marks.clear();
        octets = 0;
    }

    public boolean isEmpty() {
        return marks.isEmpty();
    }

    public int messages() {
        return marks.cardinality();
    }

    /** {@return octets of the marked messages} */
    public long octets() {
        return octets;
    }
}
