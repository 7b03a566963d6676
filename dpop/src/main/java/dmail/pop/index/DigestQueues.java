package dmail.pop.index;

import dmail.common.memory.MemoryReservation;
import java.io.IOException;

/**
 * A queue of numbers for each digest that some messages have, as long as there are such messages.
 */
public final class DigestQueues {
    private final DigestKeys keys;
    private final int[] values;

    // By the first position of a digest.
    private final int[] filled;
    private final int[] taken;

    /** Makes the queues, all empty, for the digests of so many messages. */
    public DigestQueues(
            int count, DigestKeys.Source source, DigestKeys.Secret secret, MemoryReservation memory)
            throws IOException {
        this.keys = new DigestKeys(count, source, secret, memory);
        memory.take(3L * Integer.BYTES * count);
        this.values = new int[count];
        this.filled = new int[count];
        this.taken = new int[count];
    }

    /** Adds a number for one of the messages with that digest. */
    public void offer(Uidl uidl, int number) {
        int first = keys.first(uidl);
        values[first + filled[first]] = number;
        filled[first]++;
    }

    /** {@return the number that is next, or 0 when there is none} */
    public int poll(Uidl uidl) {
        int first = keys.first(uidl);
        if (first < 0 || taken[first] == filled[first]) {
            return 0;
        }
        taken[first]++;
        return values[first + taken[first] - 1];
    }
}
