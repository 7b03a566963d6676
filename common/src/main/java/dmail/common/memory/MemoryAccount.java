package dmail.common.memory;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of one server for everything that clients and the site's tables make it hold. Whoever
 * is about to hold more takes it here first; what doesn't fit is refused. Thread-safe.
 */
public final class MemoryAccount {
    /** The rest of the heap is the program's own, and what the collector needs to work in. */
    private static final double SHARE_OF_HEAP = 0.6;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Complete from the start; only the numbers change. */
    private final Map<MemoryUse, AtomicLong> byUse = new EnumMap<>(MemoryUse.class);

    /**
     * @param limit octets that may be taken in all, at least 0
     */
    public MemoryAccount(long limit) {
        this.limit = limit;
        for (MemoryUse use : MemoryUse.values()) {
            byUse.put(use, new AtomicLong());
        }
    }

    /** {@return an account of what this process's heap can hold} */
    public static MemoryAccount ofHeap() {
        return new MemoryAccount((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
    }

    /**
     * Takes memory, or nothing.
     *
     * @param octets at least 0
     * @return whether it fits; if so the caller gives it back by {@link #giveBack}
     */
    public boolean tryTake(MemoryUse use, long octets) {
        if (taken.addAndGet(octets) > limit) {
            taken.addAndGet(-octets);
            refused.incrementAndGet();
            return false;
        }
        of(use).addAndGet(octets);
        return true;
    }

    /** Gives back what was taken for the same use. */
    public void giveBack(MemoryUse use, long octets) {
        of(use).addAndGet(-octets);
        taken.addAndGet(-octets);
    }

    /** {@return octets that may be taken in all} */
    public long limit() {
        return limit;
    }

    /** {@return octets that are taken now} */
    public long taken() {
        return taken.get();
    }

    /** {@return octets that are taken now for one use} */
    public long taken(MemoryUse use) {
        return of(use).get();
    }

    /** {@return how often something didn't fit} */
    public long refused() {
        return refused.get();
    }

    private AtomicLong of(MemoryUse use) {
        return Objects.requireNonNull(byUse.get(use));
    }
}
