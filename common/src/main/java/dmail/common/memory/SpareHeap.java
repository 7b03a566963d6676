package dmail.common.memory;

import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * Asks for full collections that the collector would not do by itself, since it waits until the
 * heap has reached its limit.
 *
 * <p>When the server is idle, a full collection gives back heap, since most of it is garbage of
 * former clients. When it is busy, a large heap with little in use has too small a young generation
 * for many clients; a full collection makes that larger, and then less garbage becomes old.
 */
public final class SpareHeap implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** After this many looks without a collection in between, the server counts as idle. */
    private static final int LOOKS_AT_REST = 4;

    /** Octets; a heap up to this size isn't collected when idle. */
    private static final long SMALL = 40L << 20;

    /** Octets; with more in use, a full collection would stop all sessions for too long. */
    private static final long MUCH = 128L << 20;

    /** When busy, the heap is collected only if less than one in this many octets is in use. */
    private static final int PART_HELD = 8;

    /**
     * The serial collector shrinks the heap step by step: by a tenth at first, fully only the
     * fourth time.
     */
    private static final int STEPS = 4;

    private final MemoryAccount account;
    private final long smallAtWork;
    private final Thread watch;

    /** The size of the heap after the last collection that was asked for here. */
    private long size;

    /** Cleared if there was a collection since the last look. */
    private WeakReference<Object> collected = new WeakReference<>(new Object());

    private int quietLooks;

    private SpareHeap(MemoryAccount account, long smallAtWork) {
        this.account = account;
        this.smallAtWork = smallAtWork;
        this.watch = Thread.ofPlatform().daemon().name("spare heap").unstarted(this::watch);
    }

    /**
     * Starts to watch the heap.
     *
     * @param smallAtWork octets; a heap up to this size isn't collected while the server is busy
     */
    public static SpareHeap of(MemoryAccount account, long smallAtWork) {
        SpareHeap heap = new SpareHeap(account, smallAtWork);
        heap.watch.start();
        return heap;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                look();
            }
        } catch (InterruptedException _) {
            // Closing this object interrupts the thread.
        }
    }

    private void look() {
        quietLooks = collected.get() == null ? 0 : quietLooks + 1;
        if (quietLooks == 0) {
            collected = new WeakReference<>(new Object());
        }
        Runtime heap = Runtime.getRuntime();
        long now = heap.totalMemory();
        if (quietLooks >= LOOKS_AT_REST && isSpare(now, size, account.taken())) {
            shrink(heap);
            size = heap.totalMemory();
        } else if (isFullOfGarbage(now, size, account.taken(), smallAtWork)) {
            System.gc();
            size = heap.totalMemory();
        }
    }

    private static void shrink(Runtime heap) {
        System.gc();
        for (int step = 1; step < STEPS && heap.freeMemory() > heap.totalMemory() / 4; step++) {
            System.gc();
        }
    }

    /** {@return whether a heap of that size should be shrunk while the server is idle} */
    static boolean isSpare(long now, long before, long held) {
        return held < MUCH && now > SMALL && now > before + before / 4;
    }

    /** {@return whether a heap of that size should be collected while the server is busy} */
    static boolean isFullOfGarbage(long now, long before, long held, long small) {
        return held < now / PART_HELD && now > small && now > 2 * before;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
