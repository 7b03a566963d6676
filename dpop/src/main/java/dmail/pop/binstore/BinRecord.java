package dmail.pop.binstore;

import java.nio.LongBuffer;

/** A record of the data file, which is a log of what happened. */
sealed interface BinRecord {
    /** {@return the offset after the record} */
    long end();

    /** A message; until the next {@link Settled} it may also be in the drop file. */
    record Message(BinMessage message) implements BinRecord {
        @Override
        public long end() {
            return message.end();
        }
    }

    /** Deletes messages, all at once. */
    record Deleted(LongBuffer starts, long end) implements BinRecord {}

    /** The messages before this are in the store alone. */
    record Settled(long end) implements BinRecord {}

    /** From here on every message of the store may also be in the drop file. */
    record Returning(long end) implements BinRecord {}
}
