package dmail.common.memory;

import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * Gives the system back what the heap has grown by, once clients hold little again: of itself the
 * collector would keep it until the next time that the heap is full, which may be never. A server
 * at work needs its heap and has no time for that, so it happens when there is little to do.
 */
public final class SpareHeap implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    /** A heap of this size isn't worth the trouble. */
    private static final long SMALL = 96L << 20;

    /** It pays when no more than this part of the heap is taken. */
    private static final int PART_TAKEN = 8;

    /** The serial collector gives up a tenth at first, and all only the fourth time. */
    private static final int STEPS = 4;

    /** A server that never rests does it all the same, once in so many looks. */
    private static final int LOOKS_AT_WORK = 30;

    private final MemoryAccount account;
    private final Thread watch;

    /**
     * The size of the heap after it was last made smaller; grown by a quarter it is worth a try.
     */
    private long size;

    /** Gone when the collector has been at work since the last look. */
    private WeakReference<Object> collected = new WeakReference<>(new Object());

    private int looksAtWork;

    private SpareHeap(MemoryAccount account) {
        this.account = account;
        this.watch = Thread.ofPlatform().daemon().name("spare heap").unstarted(this::watch);
    }

    /** Watches from now on. */
    public static SpareHeap of(MemoryAccount account) {
        SpareHeap heap = new SpareHeap(account);
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
        long now = Runtime.getRuntime().totalMemory();
        if (isTime() && isSpare(now, size, account.taken())) {
            for (int step = 0; step < STEPS; step++) {
                System.gc();
            }
            size = Runtime.getRuntime().totalMemory();
        }
    }

    private boolean isTime() {
        boolean rests = collected.get() != null;
        if (!rests) {
            collected = new WeakReference<>(new Object());
        }
        looksAtWork = rests ? 0 : (looksAtWork + 1) % LOOKS_AT_WORK;
        return rests || looksAtWork == 0;
    }

    /** {@return whether a heap of that size is worth being made smaller} */
    static boolean isSpare(long now, long before, long taken) {
        return now > SMALL && now > before + before / 4 && taken < now / PART_TAKEN;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
