package dmail.common.net;

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
 * Ends connections whose client has stopped reading. A socket has no time-out for writing: without
 * this, such a client would hold its session, and what that holds, for ever.
 *
 * <p>One thread looks at all writes now and then, since a timer for each would cost more than most
 * writes do.
 */
public final class StallGuard implements AutoCloseable {
    private static final int LOOKS_PER_STALL = 4;

    /** A slow client must be able to take that much within the longest stall. */
    private static final long MOST_AT_ONCE = 256 * 1024;

    private final long longestStall;

    /** When the writes that go on now began. */
    private final ConcurrentMap<Socket, Long> writing = new ConcurrentHashMap<>();

    private final Thread watch;

    /**
     * @param longestStall how long a client may take, about, to make room for a few kilobytes
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
            // That is how it is closed.
        }
    }

    /** {@return the socket's output; a write that stalls ends in the socket's being closed} */
    public OutputStream output(Socket socket) throws IOException {
        return new Guarded(
                socket, socket.getOutputStream(), Optional.ofNullable(socket.getChannel()));
    }

    /** {@return the same for an output that ends in the socket, such as an encrypted one} */
    public OutputStream output(Socket socket, OutputStream out) {
        return new Guarded(socket, out, Optional.empty());
    }

    /** Looks at one thing that is done with a socket as at one write, until that is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** {@return the end of something that is to take no longer than a write may stall} */
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
            // That ends the write as well.
        }
    }

    private final class Guarded extends OutputStream implements FileReceiver {
        private final Socket socket;
        private final OutputStream out;

        /** The socket's own channel, where octets go to it as they are. */
        private final @Nullable SocketChannel plain;

        Guarded(Socket socket, OutputStream out, Optional<SocketChannel> plain) {
            this.socket = socket;
            this.out = out;
            this.plain = plain.orElse(null);
        }

        @Override
        public void receive(FileChannel file, long offset, long length) throws IOException {
            SocketChannel channel = plain;
            if (channel == null) {
                FileCopy.write(file, offset, length, this);
                return;
            }
            long sent = 0;
            while (sent < length) {
                sent += receiveSome(file, offset + sent, length - sent, channel);
            }
        }

        private long receiveSome(FileChannel file, long offset, long length, SocketChannel to)
                throws IOException {
            writing.put(socket, System.nanoTime());
            try {
                long sent = file.transferTo(offset, Math.min(length, MOST_AT_ONCE), to);
                if (sent <= 0) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                return sent;
            } finally {
                writing.remove(socket);
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
            writing.put(socket, System.nanoTime());
            try {
                out.write(octets, offset, length);
            } finally {
                writing.remove(socket);
            }
        }
    }

    /** Guards no more; connections go on. */
    @Override
    public void close() {
        watch.interrupt();
    }
}
