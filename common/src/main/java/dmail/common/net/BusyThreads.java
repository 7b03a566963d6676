package dmail.common.net;

import java.util.concurrent.Semaphore;

/**
 * A few platform threads for sessions that are busy all the time. Few, since each takes a stack.
 */
final class BusyThreads {
    private static final int MOST = 8;

    private final Semaphore free = new Semaphore(MOST);

    /** {@return whether the work has got a thread; if not, the caller must run it otherwise} */
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
            // The system has no more threads; the session goes on without one.
        } finally {
            if (!started) {
                free.release();
            }
        }
        return started;
    }
}
