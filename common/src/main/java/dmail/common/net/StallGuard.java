package dmail.common.net;

import dmail.common.memory.SessionMemory;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose client has stopped reading. A socket has no time-out for writing:
 * without this, such a client would keep its session and all it has taken for ever.
 *
 * <p>One thread looks at all writes from time to time, since a timer for each would cost more than
 * most writes do.
 */
public final class StallGuard implements AutoCloseable {
    private static final int LOOKS_PER_STALL = 4;

    /** Octets that a slow client must be able to read within the longest stall. */
    private static final long MOST_AT_ONCE = 256 * 1024;

    private final long longestStall;

    /** When each current write began. */
    private final ConcurrentMap<Socket, Long> writing = new ConcurrentHashMap<>();

    private final Thread watch;

    /**
     * @param longestStall about how long a client may take to make room for a few kilobytes
     */
    public StallGuard(Duration longestStall) {
        this.longestStall = longestStall.toNanos();
        this.watch = Thread.ofPlatform().daemon().name("stall guard").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(Duration.ofNanos(longestStall / LOOKS_PER_STALL));
                cutTheStalled();
            }
        } catch (InterruptedException _) {
            // Closing this object interrupts the thread.
        }
    }

    /**
     * {@return the socket's output; if a write stalls, the socket is closed}
     *
     * @param session that writes; it can be evicted while a write waits
     */
    public OutputStream output(Socket socket, SessionMemory session) throws IOException {
        return new Guarded(
                socket,
                socket.getOutputStream(),
                Optional.ofNullable(socket.getChannel()),
                session);
    }

    /** {@return the same for an output on top of the socket, such as an encrypted one} */
    public OutputStream output(Socket socket, OutputStream out) {
        return new Guarded(socket, out, Optional.empty(), SessionMemory.unbounded());
    }

    /** An operation on a socket that is timed like a write until this is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** {@return a watch on an operation that must not take longer than a write} */
    public Watch watch(Socket socket) {
        writing.put(socket, System.nanoTime());
        return () -> writing.remove(socket);
    }

    private void cutTheStalled() {
        long now = System.nanoTime();
        writing.forEach((socket, since) -> {
            if (now - since > longestStall) {
                cut(socket);
            }
        });
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // The connection is broken, which ends the write as well.
        }
    }

    private final class Guarded extends OutputStream implements FileReceiver {
        private final Socket socket;
        private final OutputStream out;

        /** The socket's channel if octets are sent to it unchanged; null with TLS. */
        private final @Nullable SocketChannel plain;

        private final SessionMemory session;

        Guarded(
                Socket socket,
                OutputStream out,
                Optional<SocketChannel> plain,
                SessionMemory session) {
            this.session = session;
            this.socket = socket;
            this.out = out;
            this.plain = plain.orElse(null);
        }

        private void begin() {
            long now = System.nanoTime();
            writing.put(socket, now);
            session.speaks(now);
        }

        private void end() {
            session.works();
            writing.remove(socket);
        }

        @Override
        public void receive(FileChannel file, long offset, long length) throws IOException {
            SocketChannel channel = plain;
            if (channel == null) {
                FileCopy.write(file, offset, length, FileCopy.USUAL_BLOCK, this);
                return;
            }
            long sent = 0;
            while (sent < length) {
                sent += receiveSome(file, offset + sent, length - sent, channel);
            }
        }

        private long receiveSome(FileChannel file, long offset, long length, SocketChannel to)
                throws IOException {
            begin();
            try {
                long sent = file.transferTo(offset, Math.min(length, MOST_AT_ONCE), to);
                if (sent <= 0) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                return sent;
            } finally {
                end();
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            begin();
            try {
                out.write(octets, offset, length);
            } finally {
                end();
            }
        }
    }

    /** Stops watching; connections continue. */
    @Override
    public void close() {
        watch.interrupt();
    }
}
