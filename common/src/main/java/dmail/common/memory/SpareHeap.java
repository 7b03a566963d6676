package dmail.common.memory;

import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * Asks for full collections when the collector would do none of its own: it waits until the heap is
 * as large as it may become.
 *
 * <p>At rest, a full collection gives back what the heap has grown by, for what clients left behind
 * is garbage. At work, a heap that is large though little of it is held has a young generation too
 * small for so many clients. A full collection makes that larger; then less garbage becomes old.
 */
public final class SpareHeap implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** So many looks without a collection between them make a rest. */
    private static final int LOOKS_AT_REST = 4;

    /** A heap of this size isn't worth the trouble. */
    private static final long SMALL = 40L << 20;

    /** More that clients really hold would keep the collector, and everybody, for too long. */
    private static final long MUCH = 128L << 20;

    /** At work, no more than this part of the heap may be held. */
    private static final int PART_HELD = 8;

    /** The serial collector gives up a tenth at first, and all only the fourth time. */
    private static final int STEPS = 4;

    private final MemoryAccount account;
    private final long smallAtWork;
    private final Thread watch;

    /** The size of the heap after it was last collected here. */
    private long size;

    /** Gone when the collector has been at work since the last look. */
    private WeakReference<Object> collected = new WeakReference<>(new Object());

    private int quietLooks;

    private SpareHeap(MemoryAccount account, long smallAtWork) {
        this.account = account;
        this.smallAtWork = smallAtWork;
        this.watch = Thread.ofPlatform().daemon().name("spare heap").unstarted(this::watch);
    }

    /**
     * Watches from now on.
     *
     * @param smallAtWork octets; a heap up to this size isn't worth it while clients wait
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
            // That is how it is closed.
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

    /** {@return whether a heap of that size is worth being made smaller while the server rests} */
    static boolean isSpare(long now, long before, long held) {
        return held < MUCH && now > SMALL && now > before + before / 4;
    }

    /** {@return whether a heap of that size is worth being collected while clients wait} */
    static boolean isFullOfGarbage(long now, long before, long held, long small) {
        return held < now / PART_HELD && now > small && now > 2 * before;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
