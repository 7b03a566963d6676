package dmail.common.memory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The memory of a server that clients and the site's tables may make it use. Whatever needs more
 * takes it from this account before allocating it; what doesn't fit is refused. A part is reserved
 * for the base of sessions, so that growing ones can't keep others from connecting. When everything
 * is taken, sessions of the client group that has most are evicted. Thread-safe.
 */
public final class MemoryAccount implements MemorySource {
    /** Octets of heap that the program itself needs. */
    private static final long OWN = 24L << 20;

    /** The part of the remaining heap that may be taken; the collector needs the rest. */
    private static final double PART_OF_HEAP = 0.6;

    private static final long LEAST = 2L << 20;

    /**
     * The part of what may grow that counts as plenty; beyond it only what is necessary is granted.
     */
    private static final double PLENTY = 0.5;

    /**
     * An eviction frees at least the account divided by this, so that not every request has to
     * evict.
     */
    private static final int PIECES = 64;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /** Pause between two looks at all sessions, while none can be evicted. */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(20);

    /** Looking takes time, so only a few threads may do it at a time. */
    private static final int MOST_LOOKERS = 16;

    /**
     * A request for memory.
     *
     * @param except the sessions that aren't evicted for it
     * @param has octets its client group will have if it is granted
     */
    private record MemoryRequest(
            MemoryUse use, long octets, Predicate<ClientGroupSessions> except, long has) {}

    private final long limit;
    private final Runnable onRefusal;
    private final OpenSessions openSessions = new OpenSessions();
    private final AtomicLong grown = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Octets that evicted sessions are about to free, kept for those they were evicted for. */
    private final AtomicLong spokenFor = new AtomicLong();

    private final Semaphore lookers = new Semaphore(MOST_LOOKERS);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Object freed = new Object();

    /** Has all keys from the start; only the numbers change. */
    private final Map<MemoryUse, AtomicLong> byUse = new EnumMap<>(MemoryUse.class);

    private volatile long promised;

    /**
     * @param limit octets that may be taken in all, at least 0
     */
    public MemoryAccount(long limit) {
        this(limit, () -> {});
    }

    /**
     * @param limit octets that may be taken in all, at least 0
     * @param onRefusal called each time that something doesn't fit; must be quick
     */
    public MemoryAccount(long limit, Runnable onRefusal) {
        this.limit = limit;
        this.onRefusal = onRefusal;
        for (MemoryUse use : MemoryUse.values()) {
            byUse.put(use, new AtomicLong());
        }
    }

    /** {@return an account for this process's heap} */
    public static MemoryAccount ofHeap() {
        return ofHeap(() -> {});
    }

    /** {@return the same, with a call each time that something doesn't fit} */
    public static MemoryAccount ofHeap(Runnable onRefusal) {
        return new MemoryAccount(limitOfHeap(), onRefusal);
    }

    /** {@return octets that may be taken in all, by the size of this process's heap} */
    public static long limitOfHeap() {
        long shared = Runtime.getRuntime().maxMemory() - OWN;
        return Math.max(LEAST, (long) (shared * PART_OF_HEAP));
    }

    /**
     * {@return how many sessions may be open at most} Their bases take at most half of the account;
     * the other half is for what they do.
     *
     * @param base octets of an idle session
     */
    public static int sessionsOf(long limit, long base) {
        return (int) Math.min(Integer.MAX_VALUE, limit / 2 / Math.max(1, base));
    }

    /** Reserves memory for the base of sessions; nothing else may take it. */
    public void promise(long octets) {
        promised = octets;
    }

    /**
     * Takes memory that doesn't belong to a session, or nothing. When everything is taken, sessions
     * are evicted, which may take a moment.
     *
     * @param octets at least 0
     * @return whether it fits; if so the caller must give it back by {@link #giveBack}
     */
    @Override
    public boolean tryTake(MemoryUse use, long octets) {
        return takeNow(use, octets, spokenFor.get())
                || takeAfterEviction(new MemoryRequest(use, octets, _ -> false, 0), LONGEST_WAIT);
    }

    /** Takes memory that only makes work faster; {@return whether there is plenty} */
    @Override
    public boolean takeIfPlenty(MemoryUse use, long octets) {
        return takeNow(use, octets, (long) ((limit - promised) * (1 - PLENTY)));
    }

    boolean take(SessionMemory session, MemoryUse use, long octets, Duration timeout) {
        if (takeNow(use, octets, spokenFor.get())) {
            return true;
        }
        ClientGroupSessions groupSessions = session.groupSessions();
        long willHave = groupSessions.octets() + octets;
        return takeAfterEviction(
                new MemoryRequest(use, octets, groupSessions::equals, willHave), timeout);
    }

    private boolean takeNow(MemoryUse use, long octets, long left) {
        if (grown.addAndGet(octets) > limit - promised - left) {
            grown.addAndGet(-octets);
            return false;
        }
        of(use).addAndGet(octets);
        return true;
    }

    private boolean takeAfterEviction(MemoryRequest request, Duration timeout) {
        boolean fits = false;
        waiting.incrementAndGet();
        try {
            fits =
                    request.octets() <= limit - promised
                            && takeOfOthers(request, System.nanoTime() + timeout.toNanos());
        } finally {
            waiting.decrementAndGet();
        }
        if (!fits) {
            refused.incrementAndGet();
            onRefusal.run();
        }
        return fits;
    }

    /**
     * Sessions of groups that have more may all be working; soon one of them ends or waits for its
     * client, and can be evicted.
     */
    private boolean takeOfOthers(MemoryRequest request, long deadline) {
        if (takeReleased(request, deadline)) {
            return true;
        }
        if (!openSessions.hasMore(request.except(), request.has()) || !lookers.tryAcquire()) {
            return false;
        }
        try {
            while (deadline - System.nanoTime() > 0) {
                if (await(request, 0, System.nanoTime() + LOOKS_AGAIN.toNanos())
                        || takeReleased(request, deadline)) {
                    return true;
                }
            }
            return false;
        } finally {
            lookers.release();
        }
    }

    /**
     * Evicts sessions and waits for their memory, which is kept for this request; doesn't wait if
     * none can be evicted.
     */
    private boolean takeReleased(MemoryRequest request, long deadline) {
        long wanted = Math.max(request.octets(), (limit - promised) / PIECES);
        spokenFor.addAndGet(request.octets());
        try {
            return openSessions.evictForOctets(
                                    request.except(), request.has(), request.octets(), wanted)
                            > 0
                    && await(request, request.octets(), deadline);
        } finally {
            spokenFor.addAndGet(-request.octets());
        }
    }

    /**
     * @param own octets kept for this request
     */
    private boolean await(MemoryRequest request, long own, long deadline) {
        synchronized (freed) {
            while (!takeNow(request.use(), request.octets(), spokenFor.get() - own)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(freed, left);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** Gives back memory that was taken for the same use. */
    @Override
    public void giveBack(MemoryUse use, long octets) {
        of(use).addAndGet(-octets);
        grown.addAndGet(-octets);
        if (waiting.get() > 0) {
            synchronized (freed) {
                freed.notifyAll();
            }
        }
    }

    /**
     * Opens the account of a session. The caller checks whether there may be one more.
     *
     * @param base octets of an idle session, taken from those reserved
     * @param line ends the session's connection when it is evicted
     */
    public SessionMemory open(ClientGroup clientGroup, long base, SessionMemory.Line line) {
        sessions.addAndGet(base);
        return openSessions.enter(
                clientGroup, groupSessions -> new SessionMemory(this, groupSessions, base, line));
    }

    void close(SessionMemory session, long base) {
        openSessions.leave(session);
        sessions.addAndGet(-base);
    }

    /** {@return how many sessions a client group has open} */
    public int sessions(ClientGroup clientGroup) {
        return openSessions.sessions(clientGroup);
    }

    /** {@return how many of them aren't about to end} */
    public long sessionsToStay(ClientGroup clientGroup) {
        return openSessions.sessionsToStay(clientGroup);
    }

    /**
     * Evicts a session of another client group for a new one of this group: of a group that will
     * have more than this one, or one that will have as many and whose client has been silent for a
     * while.
     *
     * @param coming how many new sessions of the group others are being evicted for already
     */
    public SessionEviction evictForSession(ClientGroup newcomer, int coming) {
        return openSessions.evictForSession(newcomer, coming);
    }

    /** {@return octets that may be taken in all} */
    @Override
    public long limit() {
        return limit;
    }

    /** {@return octets that are taken now} */
    @Override
    public long taken() {
        return grown.get() + sessions.get();
    }

    /** {@return octets that are taken now for one use} */
    public long taken(MemoryUse use) {
        long base = use == MemoryUse.SESSIONS ? sessions.get() : 0;
        return of(use).get() + base;
    }

    /** {@return how often something didn't fit} */
    public long refused() {
        return refused.get();
    }

    private AtomicLong of(MemoryUse use) {
        return Objects.requireNonNull(byUse.get(use));
    }
}
