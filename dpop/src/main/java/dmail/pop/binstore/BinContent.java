package dmail.pop.binstore;

import java.io.IOException;
import java.util.BitSet;

/**
 * What a data file holds: where its messages are, in the order in which they came. A message takes
 * some nine octets here; what else there is to know of it is read from the file when it is wanted.
 */
final class BinContent {
    private final Offsets starts;
    private final BitSet living;
    private final BitSet doubtful;
    private final long end;
    private final State state;

    BinContent(Offsets starts, BitSet living, BitSet doubtful, long end, State state) {
        this.starts = starts;
        this.living = living;
        this.doubtful = doubtful;
        this.end = end;
        this.state = state;
    }

    /** What there is besides whole records. */
    enum State {
        /** Nothing. */
        WHOLE,

        /** A part of what was being appended when all stopped, at the end. */
        TORN,

        /** The same, with records behind it that reached the disk earlier. */
        RAGGED,

        /** Octets that had been safe are not what they were: the disk has changed them. */
        DAMAGED
    }

    /** Takes one message after the other. */
    @FunctionalInterface
    interface Visitor {
        void message(BinMessage message) throws IOException;
    }

    /** {@return how many messages there are} */
    int living() {
        return living.cardinality();
    }

    /** {@return how many messages, living or deleted, the drop file may hold as well} */
    int doubtful() {
        return doubtful.cardinality();
    }

    /** Shows the messages, in the order in which they came. */
    void eachLiving(BinFile file, Visitor visitor) throws IOException {
        each(living, file, visitor);
    }

    /** Shows the messages, living or deleted, that the drop file may hold as well. */
    void eachDoubtful(BinFile file, Visitor visitor) throws IOException {
        each(doubtful, file, visitor);
    }

    private void each(BitSet which, BinFile file, Visitor visitor) throws IOException {
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            visitor.message(file.message(starts.get(i)));
        }
    }

    boolean isLiving(BinMessage message) {
        return living.get(starts.indexOf(message.start()));
    }

    boolean isDoubtful(BinMessage message) {
        return doubtful.get(starts.indexOf(message.start()));
    }

    /** {@return offset behind the last record} */
    long end() {
        return end;
    }

    /** {@return how the file itself is} */
    State state() {
        return state;
    }
}
