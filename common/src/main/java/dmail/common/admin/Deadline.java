package dmail.common.admin;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Closes a channel after a time. A blocking read or write of a Unix-domain channel has no time-out;
 * it fails when another thread closes the channel.
 */
final class Deadline implements AutoCloseable {
    private final Thread watch;

    private Deadline(Thread watch) {
        this.watch = watch;
    }

    /** Closes the channel after this time, unless the deadline is closed before. */
    static Deadline on(Closeable channel, Duration time) {
        return new Deadline(Thread.startVirtualThread(() -> closeAfter(time, channel)));
    }

    private static void closeAfter(Duration time, Closeable channel) {
        try {
            Thread.sleep(time);
            channel.close();
        } catch (InterruptedException | IOException _) {
            // The deadline was closed in time, or the channel is closed already.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
