package dmail.pop.maildrop;

import java.util.BitSet;

/** Which messages a session has marked as deleted. Nothing is lost by a mark until QUIT. */
final class Deletions {
    private final BitSet marks = new BitSet(0);
    private long octets;

    boolean isMarked(int number) {
        return marks.get(number);
    }

    void mark(int number, long messageOctets) {
        if (!marks.get(number)) {
            marks.set(number);
            octets += messageOctets;
        }
    }

    /** RSET (RFC 1939 section 5). */
    void clear() {
        marks.clear();
        octets = 0;
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    int messages() {
        return marks.cardinality();
    }

    /** {@return octets of the marked messages} */
    long octets() {
        return octets;
    }
}
