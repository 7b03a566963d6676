package dmail.smtp.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The gate through which messages pass into the queue. At shutdown it closes first: messages inside
 * are completed and their clients get the reply, later ones get a temporary failure. So no client
 * is left without a reply about a message that was accepted.
 */
public final class AcceptGate {
    private int inside;
    private boolean closed;

    /** {@return whether the gate is open; if so the caller must {@link #leave} it} */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes the gate, and waits for those inside until the time is over. */
    public synchronized void close(Duration timeout) throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (inside > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }
}
