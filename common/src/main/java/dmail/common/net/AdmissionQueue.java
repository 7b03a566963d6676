package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.CountByKey;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionEviction;
import dmail.common.net.SessionLimits.Entry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where new clients wait until a session is evicted for them. There are two queues: client groups
 * without a session have one of their own, so that those with sessions can't hold them up.
 * Thread-safe.
 */
final class AdmissionQueue {
    /**
     * How long clients wait.
     *
     * @param longest until a client is turned away
     * @param ending until an evicted session that has nothing more to do should have ended
     */
    record Waits(Duration longest, Duration ending) {
        /** A client should be served, or told that it isn't, within a second. */
        static final Waits USUAL = new Waits(Duration.ofMillis(900), Duration.ofMillis(100));
    }

    /** Only the head of a queue looks again, since it has to look at every session. */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(20);

    /** A client for which no session can be evicted tries this often before it is turned away. */
    private static final int LOOKS_FOR_ANYBODY = 4;

    private final MemoryAccount memory;
    private final SessionSlots slots;
    private final Waits waits;
    private final Semaphore firstOfNew = new Semaphore(1, true);
    private final Semaphore firstOfOthers = new Semaphore(1, true);

    /**
     * For each client group, the clients that a session is being evicted for and that have no slot
     * yet. They count like sessions, or a group would get more by connecting several times at once.
     * Guarded by itself.
     */
    private final CountByKey<ClientGroup> coming = new CountByKey<>();

    AdmissionQueue(MemoryAccount memory, SessionSlots slots, Waits waits) {
        this.memory = memory;
        this.slots = slots;
        this.waits = waits;
    }

    /**
     * Waits until a session has been evicted, and takes its slot.
     *
     * @param open opens the session once there is a slot
     */
    Entry enter(ClientGroup clientGroup, Supplier<Entry> open) {
        Newcomer newcomer = new Newcomer(clientGroup);
        boolean taken = false;
        slots.speakFor();
        try {
            taken = newcomer.takesPlace();
            return taken ? open.get() : new Entry.Full();
        } finally {
            newcomer.isThrough(taken);
        }
    }

    /** A waiting client. Used by one thread. */
    private final class Newcomer {
        private final ClientGroup clientGroup;
        private final long deadline = System.nanoTime() + waits.longest().toNanos();

        /** Whether a session is being evicted for it. */
        private boolean expected;

        /** Whether it took a free slot while it waited in line. */
        private boolean hasSpare;

        Newcomer(ClientGroup clientGroup) {
            this.clientGroup = clientGroup;
        }

        boolean takesPlace() {
            for (int i = 1; ; i++) {
                SessionEviction eviction = look();
                if (eviction == SessionEviction.NOT_YET) {
                    eviction = waitsInLine();
                }
                if (hasSpare) {
                    return true;
                }
                switch (eviction) {
                    case ENDS -> {
                        return takesExpectedPlace();
                    }
                    case NOT_YET -> {
                        return false;
                    }
                    case NOBODY -> {
                        // A session of the same client may have ended and still be counted; or the
                        // last one that could be evicted has just ended by itself.
                        if (i == LOOKS_FOR_ANYBODY) {
                            return false;
                        }
                        if (slots.takeFree(lastMoment())) {
                            return true;
                        }
                    }
                }
            }
        }

        /** {@return what the last look found; {@link SessionEviction#NOT_YET} when time is over} */
        private SessionEviction waitsInLine() {
            Semaphore first = memory.sessionsToStay(clientGroup) == 0 ? firstOfNew : firstOfOthers;
            if (!isFirst(first)) {
                return SessionEviction.NOT_YET;
            }
            try {
                SessionEviction eviction = look();
                while (eviction == SessionEviction.NOT_YET && deadline - System.nanoTime() > 0) {
                    hasSpare = slots.takeSpare(System.nanoTime() + LOOKS_AGAIN.toNanos());
                    if (hasSpare) {
                        return eviction;
                    }
                    eviction = look();
                }
                return eviction;
            } finally {
                first.release();
            }
        }

        /** Who has waited in line waits for no more than one session's end. */
        private long lastMoment() {
            return Math.min(System.nanoTime(), deadline) + waits.ending().toNanos();
        }

        private boolean takesExpectedPlace() {
            return slots.takeExpected(
                    Math.max(deadline, System.nanoTime() + waits.ending().toNanos()));
        }

        private boolean isFirst(Semaphore first) {
            try {
                return first.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private SessionEviction look() {
            synchronized (coming) {
                SessionEviction eviction =
                        memory.evictForSession(clientGroup, coming.of(clientGroup));
                if (eviction == SessionEviction.ENDS) {
                    coming.add(clientGroup);
                    expected = true;
                    slots.expect();
                }
                return eviction;
            }
        }

        /** Gives up a reserved slot that was not taken, in every case. */
        void isThrough(boolean taken) {
            if (!taken && expected) {
                slots.forgoExpected();
            } else if (!taken) {
                slots.forgo();
            }
            if (expected) {
                synchronized (coming) {
                    coming.remove(clientGroup);
                }
            }
        }
    }
}
