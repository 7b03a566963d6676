package dmail.common.memory;

/**
 * What one holder has taken of the account for one use; whatever is left of it goes back when the
 * holder ends. Used by one thread.
 */
public final class MemoryShare implements AutoCloseable {
    private static final int KILO = 1024;

    private final MemoryAccount account;
    private final MemoryUse use;
    private long held;

    /** Begins with nothing. */
    public MemoryShare(MemoryAccount account, MemoryUse use) {
        this.account = account;
        this.use = use;
    }

    /**
     * Takes more, before it is allocated.
     *
     * @param octets at least 0
     * @throws MemoryShortException when the account hasn't so much left; nothing is taken then
     */
    public void take(long octets) throws MemoryShortException {
        if (!account.tryTake(use, octets)) {
            throw new MemoryShortException(
                    "memory is short: another %d KB don't fit, %d of %d KB are in use"
                            .formatted(
                                    (octets + KILO - 1) / KILO,
                                    account.taken() / KILO,
                                    account.limit() / KILO));
        }
        held += octets;
    }

    /** Gives back some of what was taken. */
    public void giveBack(long octets) {
        long back = Math.min(octets, held);
        held -= back;
        account.giveBack(use, back);
    }

    /** Gives back all that is left. */
    @Override
    public void close() {
        giveBack(held);
    }
}
