package dmail.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Work below mount points that may hang. It is done on platform threads, which are bounded per
 * mount point and in all. A caller that is a platform thread does the work itself: if it hangs, no
 * session is affected.
 *
 * @param mounts the mount points, for messages
 * @param permits the threads left for each of them, always in the same order (against deadlock),
 *     and last those left in all
 * @param timeout how long work waits for a thread
 * @param threads runs each task on a thread of its own
 */
record FileServerWork(
        List<Path> mounts, List<Semaphore> permits, Duration timeout, Executor threads)
        implements FileWork {
    /** Starts a platform thread for each task. */
    static final Executor SYSTEM =
            work -> Thread.ofPlatform().daemon().name("file-server-work").start(work);

    FileServerWork {
        mounts = List.copyOf(mounts);
        permits = List.copyOf(permits);
    }

    @Override
    public <T> T call(Task<T> work) throws IOException {
        if (!Thread.currentThread().isVirtual()) {
            return work.carryOut();
        }
        enter();
        return outcome(begun(work));
    }

    @Override
    public void finish(Runnable work) {
        if (!Thread.currentThread().isVirtual()) {
            work.run();
            return;
        }
        permits.forEach(Semaphore::acquireUninterruptibly);
        try {
            boolean _ =
                    outcome(
                            begun(() -> {
                                work.run();
                                return true;
                            }));
        } catch (NoThreadException _) {
            // Locks that remain would be worse than a carrier that hangs.
            work.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The system has no thread left; the work was not begun. */
    private static final class NoThreadException extends IOException {
        private static final long serialVersionUID = 1;

        NoThreadException(Throwable cause) {
            super("no thread is left to wait for a file server", cause);
        }
    }

    private void enter() throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        int entered = 0;
        try {
            while (entered < permits.size()
                    && permits.get(entered)
                            .tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                entered++;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (entered < permits.size()) {
            permits.subList(0, entered).forEach(Semaphore::release);
            throw new IOException("the file server of " + mounts + " does not answer");
        }
    }

    /** The thread releases its permits when the work ends, however late that is. */
    private <T> FutureTask<T> begun(Task<T> work) throws NoThreadException {
        FutureTask<T> task = new FutureTask<>(work::carryOut);
        boolean started = false;
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    leave();
                }
            });
            started = true;
        } catch (OutOfMemoryError e) {
            throw new NoThreadException(e);
        } finally {
            if (!started) {
                leave();
            }
        }
        return task;
    }

    private void leave() {
        permits.forEach(Semaphore::release);
    }

    /**
     * Waits even when interrupted: until the work ends, the files it uses must not be used or
     * closed.
     */
    private static <T> T outcome(FutureTask<T> task) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw FileServerFolders.asIo(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public FileChannel over(FileChannel channel) {
        return new FileServerChannel(channel, this);
    }
}
