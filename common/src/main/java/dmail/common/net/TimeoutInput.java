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
 * A client's octets, waited for with a time limit: no silence longer than one limit, and no more
 * time for a whole line or message than another. The second stops a client that sends one octet now
 * and then for ever. Both end in {@link SocketTimeoutException}.
 */
public final class TimeoutInput extends InputStream {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Sets how long the next read may block. */
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

    /** Whether the last read timed out: then the silence goes on with the next one. */
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
     * @param idleTimeout the longest wait for a single octet; also what the first line may take
     */
    public static TimeoutInput of(Socket socket, Duration idleTimeout) throws IOException {
        return new TimeoutInput(
                socket.getInputStream(), socket::setSoTimeout, idleTimeout, System::nanoTime);
    }

    /**
     * Makes the same for a session that may have to give way to others while it waits. Then reading
     * ends in {@link MemoryShortException}.
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

    /** From now on, all reads together may take this long, until this is called again. */
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
        // Only those have a thread of the system that are busy all the time: see Listener.Part.
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
