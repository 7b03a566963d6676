package dmail.common.net;

import java.util.concurrent.Semaphore;

/**
 * A few platform threads for sessions that are busy all the time; each takes a stack of its own.
 */
final class BusyThreads {
    private static final int MOST = 8;

    private final Semaphore free = new Semaphore(MOST);

    /** {@return whether the work has a thread; if not, it is for the caller to find another} */
    boolean start(Runnable work) {
        if (!free.tryAcquire()) {
            return false;
        }
        boolean started = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("busy session")
                    .start(() -> {
                        try {
                            work.run();
                        } finally {
                            free.release();
                        }
                    });
            started = true;
        } catch (OutOfMemoryError noThread) {
            // The system has no more for us; the work goes on without.
        } finally {
            if (!started) {
                free.release();
            }
        }
        return started;
    }
}
