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
 * A client's octets, waited for with bounded patience: no silence longer than one limit, and no
 * more time for a whole line or message than another. The second stops a client that sends one
 * octet now and then for ever. Both end in {@link SocketTimeoutException}.
 */
public final class PatientInput extends InputStream {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Sets how long the next read may block. */
    @FunctionalInterface
    interface Alarm {
        void setTo(int millis) throws SocketException;
    }

    private final InputStream in;
    private final Alarm timeout;
    private final LongSupplier nanoTime;
    private final long longestSilence;
    private final SessionMemory session;
    private final BusyPoll quickLook = new BusyPoll();
    private long deadline;

    /** Whether the last read timed out: then the silence goes on with the next one. */
    private boolean isSilent;

    private long silentSince;

    PatientInput(InputStream in, Alarm timeout, Duration longestSilence, LongSupplier nanoTime) {
        this(in, timeout, longestSilence, nanoTime, SessionMemory.unbounded());
    }

    PatientInput(
            InputStream in,
            Alarm timeout,
            Duration longestSilence,
            LongSupplier nanoTime,
            SessionMemory session) {
        this.in = in;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.session = session;
        this.longestSilence = longestSilence.toNanos();
        allow(longestSilence);
    }

    /**
     * Makes the input of a connected socket.
     *
     * @param longestSilence the longest wait for a single octet; also what the first line may take
     */
    public static PatientInput of(Socket socket, Duration longestSilence) throws IOException {
        return new PatientInput(
                socket.getInputStream(), socket::setSoTimeout, longestSilence, System::nanoTime);
    }

    /**
     * Makes the same for a session that may have to give way to others while it waits. Then reading
     * ends in {@link MemoryShortException}.
     */
    public static PatientInput of(Socket socket, Duration longestSilence, SessionMemory session)
            throws IOException {
        return new PatientInput(
                socket.getInputStream(),
                socket::setSoTimeout,
                longestSilence,
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
        long left = Math.min(longestSilence, deadline - now);
        if (left <= 0) {
            throw new SocketTimeoutException("too slow");
        }
        long millis = 1 + (left - 1) / NANOS_PER_MILLI;
        timeout.setTo((int) Math.min(Integer.MAX_VALUE, millis));
        // Only those have a thread of the system that are busy all the time: see Listener.Part.
        if (!Thread.currentThread().isVirtual()) {
            quickLook.at(in);
        }
        if (!isSilent) {
            silentSince = now;
        }
        isSilent = true;
        session.listens(silentSince);
        try {
            int count = in.read(target, offset, length);
            isSilent = false;
            if (session.givesWay()) {
                throw new MemoryShortException("given up for others");
            }
            return count;
        } finally {
            session.works();
        }
    }
}
