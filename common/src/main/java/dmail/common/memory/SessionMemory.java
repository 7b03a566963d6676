package dmail.common.memory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one session has taken of the account. Whatever it forgets to give back goes back at its end.
 * It is used by the session's threads, one at a time; others look at it, and may have it give way.
 */
public final class SessionMemory implements MemorySource, AutoCloseable {
    /** An honest client is to be served within a second. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /**
     * So long a session waits for its client before it gives way to one who has no more: longer
     * than an answer takes over a slow line, and short enough that a newcomer doesn't go away.
     */
    private static final long GRACE = Duration.ofMillis(300).toNanos();

    /** The same for a client that has shown who it is, as no stranger can a thousand times. */
    private static final long GRACE_OF_KNOWN = Duration.ofSeconds(10).toNanos();

    private static final long WORKING = Long.MAX_VALUE;

    /** The connection of a session, as others may end it. */
    public interface Line {
        /** There is none. */
        Line NONE =
                new Line() {
                    @Override
                    public void endInput() {}

                    @Override
                    public void cut() {}
                };

        /** Lets the session believe that its client sends nothing more. */
        void endInput();

        /** Ends it, whatever the session is about. */
        void cut();
    }

    private final MemoryAccount account;
    private final ClientGroupSessions groupSessions;
    private final long base;
    private final Line line;
    private final Map<MemoryUse, Long> taken = new EnumMap<>(MemoryUse.class);

    /** All that was taken beyond the base. */
    private volatile long grown;

    private volatile long waitingSince = WORKING;
    private volatile boolean known;
    private volatile boolean deaf;
    private volatile boolean givesWay;

    /** Whether its place is about to be free, by whatever cause. */
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
     * {@return that of a session that nobody bounds, for it has no client who could ask for more}
     */
    public static SessionMemory unbounded() {
        MemoryAccount account = new MemoryAccount(Long.MAX_VALUE);
        return account.open(new ClientGroup.User(""), 0, Line.NONE);
    }

    /** {@return whom the session is counted with} */
    public ClientGroup clientGroup() {
        return groupSessions.clientGroup();
    }

    /**
     * Takes memory, or nothing. Where all is taken, another client group that has more gives way,
     * which may take a moment.
     *
     * @param octets at least 0
     * @return whether it fits
     */
    @Override
    public boolean tryTake(MemoryUse use, long octets) {
        return take(use, octets, LONGEST_WAIT);
    }

    /** The same with a time limit of the caller's. */
    public boolean take(MemoryUse use, long octets, Duration timeout) {
        boolean fits = account.take(this, use, octets, timeout);
        if (fits) {
            note(use, octets);
        }
        return fits;
    }

    /**
     * Takes memory without which the session can't go on.
     *
     * @throws MemoryShortException when it doesn't fit; nothing is taken then
     */
    public void require(MemoryUse use, long octets) throws MemoryShortException {
        if (!tryTake(use, octets)) {
            throw new MemoryShortException("no memory is left for the session");
        }
    }

    /** Takes memory that only makes work quicker; {@return whether there is plenty of it} */
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

    /** Gives back some of what was taken for a use. */
    @Override
    public void giveBack(MemoryUse use, long octets) {
        note(use, -octets);
        account.giveBack(use, octets);
    }

    /** Gives back all that is still taken for a use. */
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

    /** The session waits for its client to send something; then it can give way. */
    public void listens(long nanoTime) {
        deaf = false;
        waitingSince = nanoTime;
    }

    /** The session waits for its client to take something, and hears nothing meanwhile. */
    public void speaks(long nanoTime) {
        deaf = true;
        waitingSince = nanoTime;
    }

    /** The session works. */
    public void works() {
        waitingSince = WORKING;
    }

    /**
     * The session rests, and can give way meanwhile.
     *
     * @return whether it goes on after that time; if not, others need what it has, and it is to end
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

    /** {@return whether the session is to end at once, for others need what it has} */
    public boolean givesWay() {
        return givesWay;
    }

    boolean isEvictable() {
        return !givesWay && waitingSince != WORKING;
    }

    /**
     * {@return when it has waited for so long that it gives way to its like, in the time of {@link
     * System#nanoTime}; the end of time while it works}
     */
    long due() {
        long since = waitingSince;
        return since == WORKING ? WORKING : since + (known ? GRACE_OF_KNOWN : GRACE);
    }

    boolean hasGrown() {
        return grown > 0;
    }

    ClientGroupSessions partySessions() {
        return groupSessions;
    }

    /** All is said; the session only waits for its client to go, and counts no more. */
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

    /** {@return whether its place was counted as about to be free} */
    synchronized boolean isLeaving() {
        return leaving;
    }

    /** Ends the session; {@return what it has grown by} */
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

    /** Gives back all that the session has grown by; it can still take anew. */
    public void shrink() {
        for (MemoryUse use : MemoryUse.values()) {
            giveBackAll(use);
        }
    }

    /** Gives back everything: the session is over. */
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
