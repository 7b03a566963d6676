package dmail.pop.binstore;

import dmail.common.memory.MemoryReservation;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.Uidl;
import dmail.pop.store.MessageSelection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Keeps the unique ids of identical messages different when two mailboxes are merged. */
final class UidlOrdinals {
    private static final int FEW = 16;

    private final MemoryReservation memory;
    private final DigestKeys keys;

    /** By the first position of a digest: the highest number of any copy. */
    private final int[] highest;

    /** The copies that are there: position of the digest and number, sorted. */
    private long[] taken = {};

    private int used;

    /**
     * @param coming the messages to add; only these can be admitted
     * @param present those that are there
     * @param memory for this work alone
     */
    UidlOrdinals(
            MessageSelection coming,
            List<MessageSelection> present,
            DigestKeys.Secret secret,
            MemoryReservation memory)
            throws IOException {
        this.memory = memory;
        int count = coming.count();
        this.keys = new DigestKeys(count, coming.inOrder(), secret, memory);
        memory.take((long) count * Integer.BYTES);
        this.highest = new int[count];
        coming.each(uidl -> note(keys.first(uidl), uidl));
        for (MessageSelection some : present) {
            some.each(this::take);
        }
        Arrays.sort(taken, 0, used);
    }

    private void note(int first, Uidl uidl) {
        highest[first] = Math.max(highest[first], uidl.copy());
    }

    private void take(Uidl uidl) throws IOException {
        int first = keys.first(uidl);
        if (first < 0) {
            return;
        }
        note(first, uidl);
        if (used == taken.length) {
            int length = Math.max(FEW, 2 * used);
            memory.take((long) length * Long.BYTES);
            taken = Arrays.copyOf(taken, length);
            memory.giveBack((long) used * Long.BYTES);
        }
        taken[used] = packed(first, uidl.copy());
        used++;
    }

    private static long packed(int first, int copy) {
        return ((long) first << Integer.SIZE) | copy;
    }

    /** {@return the same unique id, or one with a new highest number if it is taken} */
    Uidl admit(Uidl uidl) {
        int first = keys.first(uidl);
        if (Arrays.binarySearch(taken, 0, used, packed(first, uidl.copy())) < 0) {
            return uidl;
        }
        highest[first]++;
        return uidl.ofCopy(highest[first]);
    }
}
