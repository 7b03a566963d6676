package dmail.common.memory;

import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * Gives the system back what the heap has grown by, once clients hold less again: of itself the
 * collector would keep it until the next time that the heap is full, which may be never. A server
 * at work needs its heap and has no time for that, so it happens when there is little to do; one
 * that never rests does it now and then, when clients hold next to nothing.
 */
public final class SpareHeap implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /** A heap of this size isn't worth the trouble. */
    private static final long SMALL = 40L << 20;

    /** At work, no more than this part of the heap may be taken. */
    private static final int PART_TAKEN = 8;

    /** At work, one look in so many is followed by more. */
    private static final int LOOKS_AT_WORK = 60;

    /** The serial collector gives up a tenth at first, and all only the fourth time. */
    private static final int STEPS = 4;

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
        boolean isTime = rests() || (looksAtWork == 0 && isSpareAtWork(now, account.taken()));
        if (isTime && hasGrown(now, size)) {
            shrink();
            size = Runtime.getRuntime().totalMemory();
        }
    }

    private boolean rests() {
        boolean rests = collected.get() != null;
        if (!rests) {
            collected = new WeakReference<>(new Object());
        }
        looksAtWork = rests ? 0 : (looksAtWork + 1) % LOOKS_AT_WORK;
        return rests;
    }

    private static void shrink() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        for (int step = 1; step < STEPS && heap.freeMemory() > heap.totalMemory() / 4; step++) {
            System.gc();
        }
    }

    /** {@return whether a heap of that size is worth being made smaller} */
    static boolean hasGrown(long now, long before) {
        return now > SMALL && now > before + before / 4;
    }

    /** {@return whether a server at work can do with less of a heap of that size} */
    static boolean isSpareAtWork(long now, long taken) {
        return taken < now / PART_TAKEN;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
