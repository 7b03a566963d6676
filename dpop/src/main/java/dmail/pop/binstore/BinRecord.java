package dmail.pop.binstore;

import java.nio.LongBuffer;

/** A record of the data file. All that is known is what the records say, in their order. */
sealed interface BinRecord {
    /** {@return offset behind the record} */
    long end();

    /** A message; until the next {@link Settled} the drop file may hold it as well. */
    record Message(BinMessage message) implements BinRecord {
        @Override
        public long end() {
            return message.end();
        }
    }

    /** Messages are gone, all of them at once. */
    record Deleted(LongBuffer starts, long end) implements BinRecord {}

    /** Whatever stands before this is in the store alone. */
    record Settled(long end) implements BinRecord {}

    /** From here on the drop file may hold any message of the store as well. */
    record Returning(long end) implements BinRecord {}
}
