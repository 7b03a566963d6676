package dmail.bench;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A server under measurement.
 *
 * @param address where it listens
 * @param mail the folder of its drop files, each named after its mailbox
 * @param pid its first process
 * @param end what ends it
 */
record Running(InetSocketAddress address, Path mail, long pid, Runnable end)
        implements AutoCloseable {
    @Override
    public void close() {
        end.run();
    }
}
