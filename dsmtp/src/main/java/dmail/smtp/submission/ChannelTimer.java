package dmail.smtp.submission;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose time is up. A Unix-domain channel has no time-outs of its own; a read
 * or write of it ends when another thread closes it.
 */
final class ChannelTimer implements AutoCloseable {
    private final Closeable connection;
    private long deadline;
    private boolean over;

    private ChannelTimer(Closeable connection, Duration first) {
        this.connection = connection;
        this.deadline = System.nanoTime() + first.toNanos();
    }

    /** Starts to watch; the connection has this long until more is allowed. */
    static ChannelTimer on(Closeable connection, Duration first) {
        ChannelTimer timer = new ChannelTimer(connection, first);
        Thread.ofVirtual().name("submission timer").start(timer::watch);
        return timer;
    }

    /** From now on, it has this long. */
    synchronized void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        notifyAll();
    }

    private void watch() {
        try {
            if (isTimeUp()) {
                connection.close();
            }
        } catch (InterruptedException | IOException ending) {
            // Whatever it was, the connection is at its end.
            return;
        }
    }

    /** {@return whether the time ran out, rather than the connection's having ended} */
    private synchronized boolean isTimeUp() throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (!over && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return !over;
    }

    /** Watches no more. */
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }
}
