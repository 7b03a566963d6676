package dmail.smtp.submission;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection after a time-out. Channels of Unix-domain sockets have no time-outs; a read
 * or write ends when another thread closes the channel.
 */
final class ChannelTimer implements AutoCloseable {
    private final Closeable connection;
    private long deadline;
    private boolean over;

    private ChannelTimer(Closeable connection, Duration first) {
        this.connection = connection;
        this.deadline = System.nanoTime() + first.toNanos();
    }

    /** Starts the clock; the connection has this long unless more is allowed. */
    static ChannelTimer on(Closeable connection, Duration first) {
        ChannelTimer timer = new ChannelTimer(connection, first);
        Thread.ofVirtual().name("submission timer").start(timer::watch);
        return timer;
    }

    /** Sets a new time-out from now. */
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
            // Closing failed; the connection is over in any case.
            return;
        }
    }

    /** {@return whether the time ran out, rather than the connection ended} */
    private synchronized boolean isTimeUp() throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (!over && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return !over;
    }

    /** Stops the clock. */
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }
}
