package dmail.smtp.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Where messages pass into the queue. When the server ends, the gate closes first: messages inside
 * are finished and their clients told so, later ones are put off. So no client is left in doubt
 * about a message that is ours, and none gets a 250 after the listeners are closed.
 */
public final class AcceptGate {
    private int inside;
    private boolean closed;

    /** {@return whether the gate is open; if so the caller is inside and must {@link #leave}} */
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

    /** Lets no one in any more, and waits until those inside have left or the time is over. */
    public synchronized void close(Duration patience) throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (inside > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }
}
