package dmail.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server under measurement.
 *
 * @param address where it listens
 * @param mail the folder of its drop files, each named after its mailbox
 * @param pid its first process
 * @param backlog what it keeps
 * @param end what ends it
 */
record Running(InetSocketAddress address, Path mail, long pid, Backlog backlog, Runnable end)
        implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Waits until so many messages are kept for another try. */
    void awaitQueued(int messages) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        int count = backlog.count();
        while (count < messages) {
            if (System.nanoTime() > end) {
                throw new IOException(count + " of " + messages + " queued");
            }
            Thread.sleep(PAUSE);
            count = backlog.count();
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
