package dmail.common.memory;

/**
 * Memory that one holder has taken for one use; what is left of it is given back on close. Used by
 * one thread.
 */
public final class MemoryReservation implements AutoCloseable {
    private static final int KILO = 1024;

    private final MemorySource source;
    private final MemoryUse use;
    private long held;

    /** Begins with nothing taken. */
    public MemoryReservation(MemorySource source, MemoryUse use) {
        this.source = source;
        this.use = use;
    }

    /**
     * Takes more, before it is allocated.
     *
     * @param octets at least 0
     * @throws MemoryShortException when there isn't that much left; nothing is taken then
     */
    public void take(long octets) throws MemoryShortException {
        if (!source.tryTake(use, octets)) {
            throw new MemoryShortException(
                    "memory is short: another %d KB don't fit, %d of %d KB are in use"
                            .formatted(
                                    (octets + KILO - 1) / KILO,
                                    source.taken() / KILO,
                                    source.limit() / KILO));
        }
        held += octets;
    }

    /** Gives back some of what was taken. */
    public void giveBack(long octets) {
        long back = Math.min(octets, held);
        held -= back;
        source.giveBack(use, back);
    }

    /** Gives back all that is left. */
    @Override
    public void close() {
        giveBack(held);
    }
}
