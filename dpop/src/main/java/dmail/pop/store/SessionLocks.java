package dmail.pop.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Which mailboxes are open in a session: each in one at most (RFC 1939 section 4). The process lock
 * prevents another dpop from serving the same mailboxes.
 */
public final class SessionLocks {
    private final ConcurrentMap<Path, Boolean> open = new ConcurrentHashMap<>();

    /** Told when a session has left its mailbox. */
    private final Object leaving = new Object();

    /** How many wait for that; guarded by it. */
    private int waiting;

    /** {@return whether the mailbox was free; if so the caller must {@link #leave} it} */
    public boolean tryEnter(Path path) {
        return open.putIfAbsent(path, Boolean.TRUE) == null;
    }

    /**
     * The same, waiting if need be: a client that lost its connection returns before the old
     * session has ended.
     *
     * @return whether the mailbox was free, or became so
     */
    public boolean tryEnter(Path path, Duration timeout) {
        if (tryEnter(path)) {
            return true;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            synchronized (leaving) {
                waiting++;
                try {
                    long left = deadline - System.nanoTime();
                    while (!tryEnter(path)) {
                        if (left <= 0) {
                            return false;
                        }
                        TimeUnit.NANOSECONDS.timedWait(leaving, left);
                        left = deadline - System.nanoTime();
                    }
                    return true;
                } finally {
                    waiting--;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void leave(Path path) {
        open.remove(path);
        synchronized (leaving) {
            if (waiting > 0) {
                leaving.notifyAll();
            }
        }
    }

    /** {@return whether a session has it open now} */
    public boolean isOpen(Path path) {
        return open.containsKey(path);
    }

    /** Something short that a session has to wait for. */
    @FunctionalInterface
    public interface Exchange {
        void carryOut() throws IOException;
    }

    /**
     * Runs an action on a mailbox unless a session has it open; a session that comes meanwhile
     * waits.
     *
     * @return whether it was done
     */
    public boolean ifFree(Path path, Exchange exchange) throws IOException {
        try {
            return open.compute(
                            path,
                            (_, taken) -> {
                                if (taken == null) {
                                    carryOut(exchange);
                                }
                                return taken;
                            })
                    == null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void carryOut(Exchange exchange) {
        try {
            exchange.carryOut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how many mailboxes are open now} */
    public int mailboxes() {
        return open.size();
    }
}
