package dmail.pop.binstore;

import java.io.IOException;
import java.util.BitSet;

/**
 * The index of a data file: the offsets of its messages, in order of arrival. A message takes about
 * nine octets here; the rest is read from the file when it is needed.
 */
final class BinContent {
    private final Offsets starts;
    private final BitSet live;
    private final BitSet doubtful;
    private final long end;
    private final State state;

    BinContent(Offsets starts, BitSet live, BitSet doubtful, long end, State state) {
        this.starts = starts;
        this.live = live;
        this.doubtful = doubtful;
        this.end = end;
        this.state = state;
    }

    /** The state of the file. */
    enum State {
        /** Complete. */
        WHOLE,

        /** The last append was cut short. */
        TORN,

        /** The same, and later records are there: they reached the disk first. */
        RAGGED,

        /** Octets that had been synced have changed: the disk is failing. */
        DAMAGED
    }

    /** Takes the messages one by one. */
    @FunctionalInterface
    interface Visitor {
        void message(BinMessage message) throws IOException;
    }

    /** {@return how many messages there are} */
    int live() {
        return live.cardinality();
    }

    /** {@return how many messages, live or deleted, may also be in the drop file} */
    int doubtful() {
        return doubtful.cardinality();
    }

    /** Shows the messages, in the order in which they came. */
    void eachLive(BinFile file, Visitor visitor) throws IOException {
        each(live, file, visitor);
    }

    /** Visits the messages, live or deleted, that may also be in the drop file. */
    void eachDoubtful(BinFile file, Visitor visitor) throws IOException {
        each(doubtful, file, visitor);
    }

    private void each(BitSet which, BinFile file, Visitor visitor) throws IOException {
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            visitor.message(file.message(starts.get(i)));
        }
    }

    boolean isLive(BinMessage message) {
        return live.get(starts.indexOf(message.start()));
    }

    boolean isDoubtful(BinMessage message) {
        return doubtful.get(starts.indexOf(message.start()));
    }

    /** {@return the offset after the last record} */
    long end() {
        return end;
    }

    /** {@return how the file itself is} */
    State state() {
        return state;
    }
}
