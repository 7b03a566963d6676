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
 * The memory of one server for everything that clients and the site's tables make it hold. Whoever
 * is about to hold more takes it here first; what doesn't fit is refused. A part is promised to the
 * sessions themselves, so that what grows can't keep anybody from connecting. Where all is taken,
 * sessions of the client group that has most give way. Thread-safe.
 */
public final class MemoryAccount implements MemorySource {
    /** The program's own part of the heap. */
    private static final long OWN = 24L << 20;

    /** The rest of what is left is what the collector needs to work in. */
    private static final double PART_OF_HEAP = 0.6;

    private static final long LEAST = 2L << 20;

    /** Of what may grow; beyond it only that grows which has to. */
    private static final double PLENTY = 0.5;

    /** At least this part of the account is freed at once, so that not each has to look for it. */
    private static final int PIECES = 64;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /** Whoever waits until others can give way looks at all sessions again and again. */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(20);

    /** To look takes time, so only a few do at once. */
    private static final int MOST_LOOKERS = 16;

    /**
     * What somebody wants.
     *
     * @param except who doesn't give way to him
     * @param has what he will have then
     */
    private record Wish(
            MemoryUse use, long octets, Predicate<ClientGroupSessions> except, long has) {}

    private final long limit;
    private final Runnable onRefusal;
    private final OpenSessions openSessions = new OpenSessions();
    private final AtomicLong grown = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Octets that are about to be free, and are kept for those for whom others gave way. */
    private final AtomicLong spokenFor = new AtomicLong();

    private final Semaphore lookers = new Semaphore(MOST_LOOKERS);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Object freed = new Object();

    /** Complete from the start; only the numbers change. */
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
     * @param onRefusal told each time that something doesn't fit; must be quick
     */
    public MemoryAccount(long limit, Runnable onRefusal) {
        this.limit = limit;
        this.onRefusal = onRefusal;
        for (MemoryUse use : MemoryUse.values()) {
            byUse.put(use, new AtomicLong());
        }
    }

    /** {@return an account of what this process's heap can hold} */
    public static MemoryAccount ofHeap() {
        return ofHeap(() -> {});
    }

    /** {@return the same that tells each time that something doesn't fit} */
    public static MemoryAccount ofHeap(Runnable onRefusal) {
        return new MemoryAccount(limitOfHeap(), onRefusal);
    }

    /** {@return octets that may be taken in all in a process with this heap} */
    public static long limitOfHeap() {
        long shared = Runtime.getRuntime().maxMemory() - OWN;
        return Math.max(LEAST, (long) (shared * PART_OF_HEAP));
    }

    /**
     * {@return how many sessions an account can promise at most} The other half is for what they
     * do.
     *
     * @param base octets of a session that does nothing
     */
    public static int sessionsOf(long limit, long base) {
        return (int) Math.min(Integer.MAX_VALUE, limit / 2 / Math.max(1, base));
    }

    /** Promises so much to sessions from now on; nothing else may take it. */
    public void promise(long octets) {
        promised = octets;
    }

    /**
     * Takes memory for what is no session's, or nothing. Where all is taken, sessions give way,
     * which may take a moment.
     *
     * @param octets at least 0
     * @return whether it fits; if so the caller gives it back by {@link #giveBack}
     */
    @Override
    public boolean tryTake(MemoryUse use, long octets) {
        return takeNow(use, octets, spokenFor.get())
                || takeAfterEviction(new Wish(use, octets, _ -> false, 0), LONGEST_WAIT);
    }

    /** Takes memory that only makes work quicker; {@return whether there is plenty of it} */
    @Override
    public boolean takeIfPlenty(MemoryUse use, long octets) {
        return takeNow(use, octets, (long) ((limit - promised) * (1 - PLENTY)));
    }

    boolean take(SessionMemory session, MemoryUse use, long octets, Duration timeout) {
        if (takeNow(use, octets, spokenFor.get())) {
            return true;
        }
        ClientGroupSessions groupSessions = session.partySessions();
        long willHave = groupSessions.octets() + octets;
        return takeAfterEviction(new Wish(use, octets, groupSessions::equals, willHave), timeout);
    }

    private boolean takeNow(MemoryUse use, long octets, long left) {
        if (grown.addAndGet(octets) > limit - promised - left) {
            grown.addAndGet(-octets);
            return false;
        }
        of(use).addAndGet(octets);
        return true;
    }

    private boolean takeAfterEviction(Wish wish, Duration timeout) {
        boolean fits = false;
        waiting.incrementAndGet();
        try {
            fits =
                    wish.octets() <= limit - promised
                            && takeOfOthers(wish, System.nanoTime() + timeout.toNanos());
        } finally {
            waiting.decrementAndGet();
        }
        if (!fits) {
            refused.incrementAndGet();
            onRefusal.run();
        }
        return fits;
    }

    /** Those who have more may all be at work; soon one of them is done or waits for its client. */
    private boolean takeOfOthers(Wish wish, long deadline) {
        if (takeReleased(wish, deadline)) {
            return true;
        }
        if (!openSessions.hasMore(wish.except(), wish.has()) || !lookers.tryAcquire()) {
            return false;
        }
        try {
            while (deadline - System.nanoTime() > 0) {
                if (await(wish, 0, System.nanoTime() + LOOKS_AGAIN.toNanos())
                        || takeReleased(wish, deadline)) {
                    return true;
                }
            }
            return false;
        } finally {
            lookers.release();
        }
    }

    /**
     * Keeps what others give up for this wish; where nobody gives up anything, it waits for
     * nothing.
     */
    private boolean takeReleased(Wish wish, long deadline) {
        long wanted = Math.max(wish.octets(), (limit - promised) / PIECES);
        spokenFor.addAndGet(wish.octets());
        try {
            return openSessions.evictForOctets(wish.except(), wish.has(), wish.octets(), wanted) > 0
                    && await(wish, wish.octets(), deadline);
        } finally {
            spokenFor.addAndGet(-wish.octets());
        }
    }

    /**
     * @param own how much is spoken for by this one
     */
    private boolean await(Wish wish, long own, long deadline) {
        synchronized (freed) {
            while (!takeNow(wish.use(), wish.octets(), spokenFor.get() - own)) {
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

    /** Gives back what was taken for the same use. */
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
     * Opens what a session holds. Whether there is room for one more is the caller's to know.
     *
     * @param base octets of a session that does nothing, which were promised
     * @param line how it ends when it is to give way
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

    /** {@return how many of them aren't about to leave} */
    public long sessionsToStay(ClientGroup clientGroup) {
        return openSessions.sessionsToStay(clientGroup);
    }

    /**
     * Has a session of another client group end for one more of this one: of a client group that
     * will have more, or else as many and whose client has been silent for a while.
     *
     * @param coming how many of its newcomers others are giving way to already
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
