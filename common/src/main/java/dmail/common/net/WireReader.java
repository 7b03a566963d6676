package dmail.common.net;

import dmail.common.io.SpareBuffers;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a client's octets: command lines of bounded length, and the raw octets of message data.
 *
 * <p>The buffer is small until octets arrive and small again after {@link #trim()}, so that
 * thousands of idle sessions cost little. Not thread-safe: one session, one reader.
 *
 * <p>Other text is read by {@link dmail.common.io.BoundedLines}, which doesn't account for memory,
 * flush replies, or read data after a line from the same buffer.
 */
public final class WireReader {
    private static final int IDLE_CAPACITY = 256;
    private static final int LINE_CAPACITY = 8 * 1024;
    private static final int BULK_CAPACITY = 32 * 1024;

    /** After this many lines or reads other sessions get a turn. */
    private static final int TURN = 32;

    /**
     * The same while a client sends faster than it is answered. Fewer, since there may be hundreds
     * of those.
     */
    private static final int TURN_OF_FASTER = 4;

    /** The end of a line. */
    public enum LineEnd {
        /** Only CRLF; a bare CR or LF is part of the line (RFC 5321 section 2.3.8). */
        CRLF,
        /** LF, with or without a CR before it: for protocols where old clients send a bare LF. */
        LF
    }

    /** The outcome of {@link #readLine}. */
    public sealed interface Line {
        /** A line without its end, one character an octet (ISO 8859-1). */
        record Whole(String text) implements Line {}

        /** The line was too long; it has been read to its end and dropped. */
        record TooLong() implements Line {}

        /** The client closed the connection; octets after the last line end are dropped. */
        record End() implements Line {}
    }

    /** Buffers that idle sessions have given back, for those that are at work. */
    private static final SpareBuffers SPARES = new SpareBuffers(LINE_CAPACITY, 32);

    private final WireWriter answers;
    private final SessionMemory session;
    private final byte[] small = new byte[IDLE_CAPACITY];
    private InputStream in;
    private byte[] buffer = small;
    private int position;
    private int limit;

    /** Whether the last read filled the buffer: more is coming, so the next one may be larger. */
    private boolean filled;

    /** Lines and reads since other sessions had a turn. */
    private int turn;

    /**
     * @param in the client's octets
     * @param answers flushed whenever this reader is about to wait for the client: so the replies
     *     to pipelined commands are sent together, and a client never waits for a reply that is
     *     still in the buffer
     */
    public WireReader(InputStream in, WireWriter answers) {
        this(in, answers, SessionMemory.unbounded());
    }

    /** Makes a reader for a session, which accounts for what its buffer grows by. */
    public WireReader(InputStream in, WireWriter answers, SessionMemory session) {
        this.in = in;
        this.answers = answers;
        this.session = session;
    }

    /**
     * Reads the next line.
     *
     * @param lineEnd the end of the line
     * @param most octets of a line without its end
     * @throws IOException from the socket, also for time-outs; a {@code MemoryShortException} when
     *     there is no memory for so long a line
     */
    public Line readLine(LineEnd lineEnd, int most) throws IOException {
        if (session.givesWay()) {
            // An evicted session doesn't finish commands that were pipelined, since another client
            // waits for its slot.
            throw new MemoryShortException("given up for others");
        }
        takeTurns(filled);
        int searched = 0;
        boolean tooLong = false;
        while (true) {
            int end = indexOfLineFeed(position + searched, lineEnd);
            if (end >= 0) {
                return take(end, tooLong ? -1 : most);
            }
            searched = limit - position;
            if (searched > most + 1) {
                tooLong = true;
                // The last octet may be the CR of a CRLF whose LF hasn't arrived.
                position = limit - 1;
                searched = 1;
            }
            if (!fill()) {
                return new Line.End();
            }
        }
    }

    /**
     * Lets other sessions run: a client that pipelines without end would keep its thread's carrier
     * to itself. If hundreds of those only yielded, they would yield to each other and new
     * connections would never be served; a thread that parks is queued after all others.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Only speed depends on the scheduling.
    private void takeTurns(boolean ahead) {
        turn++;
        if (turn >= (ahead ? TURN_OF_FASTER : TURN)) {
            turn = 0;
            if (ahead) {
                LockSupport.parkNanos(1);
            } else {
                Thread.yield();
            }
        }
    }

    private Line take(int end, int most) {
        int length = end - position;
        if (length > 0 && buffer[end - 1] == '\r') {
            length--;
        }
        int start = position;
        position = end + 1;
        return length > most ? new Line.TooLong() : new Line.Whole(text(start, length));
    }

    private String text(int start, int length) {
        return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
    }

    private int indexOfLineFeed(int from, LineEnd lineEnd) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n'
                    && (lineEnd == LineEnd.LF || (i > position && buffer[i - 1] == '\r'))) {
                return i;
            }
        }
        return -1;
    }

    /** {@return whether there are octets the client has sent ahead (RFC 2920)} */
    public boolean hasBuffered() {
        return position < limit;
    }

    /**
     * Waits until there is at least one octet in {@link #buffer()} from {@link #position()} to
     * {@link #limit()}, for callers that scan message data in place; they call {@link #consume}
     * afterwards.
     *
     * @return false at the end of the connection
     */
    public boolean await() throws IOException {
        return position < limit || fill();
    }

    /** Message data follows, so the next read is a large one. */
    public void expectData() {
        filled = true;
    }

    /** {@return the buffer; valid until the next read} */
    public byte[] buffer() {
        return buffer;
    }

    public int position() {
        return position;
    }

    public int limit() {
        return limit;
    }

    /** Marks octets of the buffer as read. */
    public void consume(int octets) {
        if (octets < 0 || octets > limit - position) {
            throw new IllegalArgumentException("consume " + octets);
        }
        position += octets;
    }

    /**
     * Reads from another stream from now on, and drops what was sent ahead, as STARTTLS demands
     * (RFC 3207 section 4.2).
     */
    public void continueWith(InputStream other) {
        in = other;
        position = 0;
        limit = 0;
    }

    /**
     * Goes back to the small buffer while the session is idle; does nothing when there are octets.
     */
    public void trim() {
        if (position == limit && buffer.length > IDLE_CAPACITY) {
            session.giveBack(MemoryUse.SESSIONS, cost(buffer.length));
            SPARES.giveBack(buffer);
            buffer = small;
            position = 0;
            limit = 0;
        }
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
            growIfPlenty();
        } else if (limit == buffer.length && position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            session.require(MemoryUse.SESSIONS, cost(next()) - cost(buffer.length));
            grow();
        }
        answers.flush();
        takeTurns(false);
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        filled = limit == buffer.length;
        return true;
    }

    /** With a small buffer reading is slower, but works. */
    private void growIfPlenty() {
        if (filled
                && buffer.length < BULK_CAPACITY
                && session.takeIfPlenty(MemoryUse.SESSIONS, cost(next()) - cost(buffer.length))) {
            grow();
        }
    }

    /** {@return the next larger capacity} */
    private int next() {
        return buffer.length < LINE_CAPACITY
                ? LINE_CAPACITY
                : Math.max(BULK_CAPACITY, 2 * buffer.length);
    }

    /** {@return octets of a buffer and of the text of a line in it} */
    private static long cost(int capacity) {
        return capacity <= IDLE_CAPACITY ? 0 : capacity + Math.min(capacity, BULK_CAPACITY / 2L);
    }

    private void grow() {
        int capacity = next();
        byte[] larger = capacity == LINE_CAPACITY ? SPARES.take() : new byte[capacity];
        System.arraycopy(buffer, 0, larger, 0, limit);
        SPARES.giveBack(buffer);
        buffer = larger;
    }
}
