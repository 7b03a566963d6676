package dmail.common.net;

import dmail.common.memory.MemoryShortException;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A client's input with two time-outs: one for each read, and one for a whole line or message,
 * which stops a client that keeps sending an octet now and then. Both end with {@link
 * SocketTimeoutException}.
 */
public final class TimeoutInput extends InputStream {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Sets the time-out of the next read. */
    @FunctionalInterface
    interface TimeoutSetter {
        void setTo(int millis) throws SocketException;
    }

    private final InputStream in;
    private final TimeoutSetter timeout;
    private final LongSupplier nanoTime;
    private final long idleTimeout;
    private final SessionMemory session;
    private final BusyPoll busyPoll = new BusyPoll();
    private long deadline;

    /**
     * Whether the last read timed out: then the client's silence, which counts for evictions,
     * continues with the next read.
     */
    private boolean lastReadTimedOut;

    private long idleSince;

    TimeoutInput(
            InputStream in, TimeoutSetter timeout, Duration idleTimeout, LongSupplier nanoTime) {
        this(in, timeout, idleTimeout, nanoTime, SessionMemory.unbounded());
    }

    TimeoutInput(
            InputStream in,
            TimeoutSetter timeout,
            Duration idleTimeout,
            LongSupplier nanoTime,
            SessionMemory session) {
        this.in = in;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.session = session;
        this.idleTimeout = idleTimeout.toNanos();
        allow(idleTimeout);
    }

    /**
     * Makes the input of a connected socket.
     *
     * @param idleTimeout the time-out of a read; also of the first line
     */
    public static TimeoutInput of(Socket socket, Duration idleTimeout) throws IOException {
        return new TimeoutInput(
                socket.getInputStream(), socket::setSoTimeout, idleTimeout, System::nanoTime);
    }

    /**
     * The same for a session that may be evicted while it waits; reading then ends with {@link
     * MemoryShortException}.
     */
    public static TimeoutInput of(Socket socket, Duration idleTimeout, SessionMemory session)
            throws IOException {
        return new TimeoutInput(
                socket.getInputStream(),
                socket::setSoTimeout,
                idleTimeout,
                System::nanoTime,
                session);
    }

    /** Sets how long all reads together may take from now on, until this is called again. */
    public void allow(Duration whole) {
        deadline = nanoTime.getAsLong() + whole.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long now = nanoTime.getAsLong();
        long left = Math.min(idleTimeout, deadline - now);
        if (left <= 0) {
            throw new SocketTimeoutException("too slow");
        }
        long millis = 1 + (left - 1) / NANOS_PER_MILLI;
        timeout.setTo((int) Math.min(Integer.MAX_VALUE, millis));
        // Only sessions that are busy all the time have platform threads: see Listener.Part.
        if (!Thread.currentThread().isVirtual()) {
            busyPoll.at(in);
        }
        if (!lastReadTimedOut) {
            idleSince = now;
        }
        lastReadTimedOut = true;
        session.listens(idleSince);
        try {
            int count = in.read(target, offset, length);
            lastReadTimedOut = false;
            if (session.givesWay()) {
                throw new MemoryShortException("given up for others");
            }
            return count;
        } finally {
            session.works();
        }
    }
}
