package dmail.common.memory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The memory that a session has taken from the account. What is not given back is given back when
 * the session ends. It is used by the session's threads, one at a time; other threads look at it,
 * and may evict the session.
 */
public final class SessionMemory implements MemorySource, AutoCloseable {
    /** A client should be served within a second. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /**
     * How long a session waits for its client before it can be evicted for a group that has as
     * much: longer than a client's answer takes over a slow line, and short enough that the new
     * client doesn't give up.
     */
    private static final long GRACE = Duration.ofMillis(300).toNanos();

    /** The same for a client that has logged in, since an attacker can't do so a thousand times. */
    private static final long GRACE_OF_KNOWN = Duration.ofSeconds(10).toNanos();

    private static final long WORKING = Long.MAX_VALUE;

    /** The connection of a session, for other threads to end it. */
    public interface Line {
        /** No connection. */
        Line NONE =
                new Line() {
                    @Override
                    public void endInput() {}

                    @Override
                    public void cut() {}
                };

        /** Ends the input, as if the client had closed the connection. */
        void endInput();

        /** Closes the connection at once. */
        void cut();
    }

    private final MemoryAccount account;
    private final ClientGroupSessions groupSessions;
    private final long base;
    private final Line line;
    private final Map<MemoryUse, Long> taken = new EnumMap<>(MemoryUse.class);

    /** Octets taken beyond the base. */
    private volatile long grown;

    private volatile long waitingSince = WORKING;
    private volatile boolean known;
    private volatile boolean deaf;
    private volatile boolean givesWay;

    /** Whether the session is about to end, for whatever reason. */
    private boolean leaving;

    private boolean closed;

    SessionMemory(MemoryAccount account, ClientGroupSessions groupSessions, long base, Line line) {
        this.account = account;
        this.groupSessions = groupSessions;
        this.base = base;
        this.line = line;
        this.known = groupSessions.clientGroup() instanceof ClientGroup.User;
    }

    /**
     * {@return the account of a session without limit, for one that has no client who could ask for
     * more}
     */
    public static SessionMemory unbounded() {
        MemoryAccount account = new MemoryAccount(Long.MAX_VALUE);
        return account.open(new ClientGroup.User(""), 0, Line.NONE);
    }

    /** {@return the group that the session is counted in} */
    public ClientGroup clientGroup() {
        return groupSessions.clientGroup();
    }

    /**
     * Takes memory, or nothing. When everything is taken, sessions of a client group that has more
     * are evicted, which may take a moment.
     *
     * @param octets at least 0
     * @return whether it fits
     */
    @Override
    public boolean tryTake(MemoryUse use, long octets) {
        return take(use, octets, LONGEST_WAIT);
    }

    /** The same with another time-out. */
    public boolean take(MemoryUse use, long octets, Duration timeout) {
        boolean fits = account.take(this, use, octets, timeout);
        if (fits) {
            note(use, octets);
        }
        return fits;
    }

    /**
     * Takes memory that the session can't do without.
     *
     * @throws MemoryShortException when it doesn't fit; nothing is taken then
     */
    public void require(MemoryUse use, long octets) throws MemoryShortException {
        if (!tryTake(use, octets)) {
            throw new MemoryShortException("no memory is left for the session");
        }
    }

    /** Takes memory that only makes work faster; {@return whether there is plenty} */
    @Override
    public boolean takeIfPlenty(MemoryUse use, long octets) {
        boolean fits = account.takeIfPlenty(use, octets);
        if (fits) {
            note(use, octets);
        }
        return fits;
    }

    private synchronized void note(MemoryUse use, long octets) {
        taken.merge(use, octets, Long::sum);
        grown += octets;
        groupSessions.add(octets);
        if (givesWay) {
            groupSessions.leaves(octets);
        }
    }

    /** Gives back some of the memory taken for a use. */
    @Override
    public void giveBack(MemoryUse use, long octets) {
        note(use, -octets);
        account.giveBack(use, octets);
    }

    /** Gives back all memory taken for a use. */
    public void giveBackAll(MemoryUse use) {
        long octets;
        synchronized (this) {
            octets = taken.getOrDefault(use, 0L);
        }
        if (octets > 0) {
            giveBack(use, octets);
        }
    }

    @Override
    public long taken() {
        return account.taken();
    }

    @Override
    public long limit() {
        return account.limit();
    }

    /** The client has logged in: it may be silent for longer. */
    public void clientIsKnown() {
        known = true;
    }

    /** The session waits for input from its client; it can be evicted meanwhile. */
    public void listens(long nanoTime) {
        deaf = false;
        waitingSince = nanoTime;
    }

    /** The session waits for its client to read, and reads nothing itself meanwhile. */
    public void speaks(long nanoTime) {
        deaf = true;
        waitingSince = nanoTime;
    }

    /** The session works, so it can't be evicted. */
    public void works() {
        waitingSince = WORKING;
    }

    /**
     * Pauses; the session can be evicted meanwhile.
     *
     * @return whether it may continue after the pause; if not, it is being evicted and must end
     */
    public boolean rest(Duration pause) {
        long began = System.nanoTime();
        long deadline = began + pause.toNanos();
        listens(began);
        try {
            synchronized (this) {
                long left = deadline - began;
                while (left > 0 && !givesWay) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = deadline - System.nanoTime();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            works();
        }
        return !givesWay;
    }

    /** {@return whether the session is being evicted and must end at once} */
    public boolean givesWay() {
        return givesWay;
    }

    boolean isEvictable() {
        return !givesWay && waitingSince != WORKING;
    }

    /**
     * {@return when it has waited long enough to be evicted for a group that has as much, in the
     * time of {@link System#nanoTime}; {@link Long#MAX_VALUE} while it works}
     */
    long due() {
        long since = waitingSince;
        return since == WORKING ? WORKING : since + (known ? GRACE_OF_KNOWN : GRACE);
    }

    boolean hasGrown() {
        return grown > 0;
    }

    ClientGroupSessions groupSessions() {
        return groupSessions;
    }

    /**
     * Everything has been sent; the session only waits for its client to close, and isn't counted
     * any more.
     */
    public void ends() {
        shrink();
        synchronized (this) {
            leavesSoon();
        }
        speaks(System.nanoTime());
    }

    private void leavesSoon() {
        if (!leaving && !closed) {
            leaving = true;
            groupSessions.oneLeaves();
        }
    }

    /** {@return whether it was counted as about to end} */
    synchronized boolean isLeaving() {
        return leaving;
    }

    /** Evicts the session; {@return the octets it has taken beyond its base} */
    long giveWay() {
        long octets;
        synchronized (this) {
            if (closed) {
                return 0;
            }
            octets = grown;
            givesWay = true;
            groupSessions.leaves(octets);
            leavesSoon();
            notifyAll();
        }
        if (deaf) {
            line.cut();
        } else {
            line.endInput();
        }
        return octets;
    }

    /** Gives back everything beyond the base; more can be taken afterwards. */
    public void shrink() {
        for (MemoryUse use : MemoryUse.values()) {
            giveBackAll(use);
        }
    }

    /** Gives back everything: the session has ended. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        shrink();
        account.close(this, base);
    }
}
