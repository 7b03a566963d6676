package dmail.smtp.queue;

import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import dmail.smtp.message.Body;
import dmail.smtp.message.MemoryBody;
import java.util.concurrent.Semaphore;

/**
 * Short messages that were accepted just now and are still in memory. Most are delivered before
 * they would have to be read from the journal again, for which a file is opened each time. Long
 * ones and what is beyond the bound are read from there: keeping them would be more work for the
 * garbage collector than the opening is. They outlive the session that brought them, so they are
 * taken from the account anew, as nobody's.
 */
final class BodyCache {
    private static final int LONGEST = 16 * 1024;
    private static final int MOST_KIB = 4 * 1024;

    private final Semaphore free = new Semaphore(MOST_KIB);
    private final MemorySource memory;

    /**
     * @param memory where they are taken from, as long as there is plenty
     */
    BodyCache(MemorySource memory) {
        this.memory = memory;
    }

    /**
     * {@return what to deliver: the message as it came, or where it lies now}
     *
     * @param accepted as it came
     * @param stored the same message in the journal
     */
    Body keep(Body accepted, Body stored) {
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

    /** Gives up what {@link #keep} has given, when the message has left the journal. */
    void forget(Body kept) {
        if (kept instanceof MemoryBody body) {
            free.release(kib(body));
            memory.giveBack(MemoryUse.BODIES, body.held());
        }
    }

    private static int kib(Body body) {
        return Math.toIntExact((body.length() >> 10) + 1);
    }
}
