package dmail.common.system;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Platform threads for calls into the C library: such a call blocks the carrier of a virtual
 * thread, and a name service may take seconds. The threads and the calls that wait for one are few,
 * so that slow look-ups can't stop the rest of the server.
 */
public final class NativeCalls implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 256;

    private final ThreadPoolExecutor pool;
    private final Duration timeout;

    public NativeCalls(Duration timeout) {
        this(timeout, THREADS, WAITING);
    }

    NativeCalls(Duration timeout, int threads, int waiting) {
        this.timeout = timeout;
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(waiting),
                        Thread.ofPlatform().daemon().name("native-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** {@return how many calls wait for a thread} */
    int waiting() {
        return pool.getQueue().size();
    }

    /** Makes a call on one of the threads and waits for its result, up to the time-out. */
    public <T> T call(Callable<T> work) throws SystemBusyException {
        Future<T> result = submit(work);
        try {
            return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            result.cancel(true);
            throw new SystemBusyException(
                    "the system did not answer in " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemBusyException("interrupted");
        }
    }

    private <T> Future<T> submit(Callable<T> work) throws SystemBusyException {
        try {
            return pool.submit(work);
        } catch (RejectedExecutionException full) {
            throw new SystemBusyException("too many questions to the system at once");
        }
    }

    private static SystemBusyException failed(ExecutionException e) {
        return e.getCause() instanceof SystemBusyException busy
                ? busy
                : new SystemBusyException("the system's answer failed: " + e.getCause());
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
