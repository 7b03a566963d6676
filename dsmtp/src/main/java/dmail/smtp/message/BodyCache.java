package dmail.smtp.message;

import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import java.util.concurrent.Semaphore;

/**
 * Short messages that were just accepted, kept in memory. Most are delivered before they would have
 * to be read from the journal, which opens a file each time. Long ones, and those beyond the bound,
 * are read from the journal: keeping them costs the garbage collector more than the opening costs.
 * They outlive their session, so they take memory from the account in their own name.
 */
public final class BodyCache {
    private static final int LONGEST = 16 * 1024;
    private static final int MOST_KIB = 4 * 1024;

    private final Semaphore free = new Semaphore(MOST_KIB);
    private final MemorySource memory;

    /**
     * @param memory where they take memory from, if there is plenty
     */
    public BodyCache(MemorySource memory) {
        this.memory = memory;
    }

    /**
     * {@return the body to deliver: the accepted one in memory, or the stored one}
     *
     * @param accepted as it came
     * @param stored the same message in the journal
     */
    public Body keep(Body accepted, Body stored) {
        return accepted instanceof MemoryBody body && body.length() <= LONGEST && hasRoom(body)
                ? accepted
                : stored;
    }

    private boolean hasRoom(MemoryBody body) {
        if (!free.tryAcquire(kib(body))) {
            return false;
        }
        boolean fits = memory.takeIfPlenty(MemoryUse.BODIES, body.held());
        if (!fits) {
            free.release(kib(body));
        }
        return fits;
    }

    /** Frees what {@link #keep} returned, when the message has left the journal. */
    public void forget(Body kept) {
        if (kept instanceof MemoryBody body) {
            free.release(kib(body));
            memory.giveBack(MemoryUse.BODIES, body.held());
        }
    }

    private static int kib(Body body) {
        return Math.toIntExact((body.length() >> 10) + 1);
    }
}
