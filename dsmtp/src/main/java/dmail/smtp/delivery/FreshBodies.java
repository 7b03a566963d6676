package dmail.smtp.delivery;

import dmail.smtp.queue.Body;
import dmail.smtp.queue.MemoryBody;
import java.util.concurrent.Semaphore;

/**
 * Short messages that were accepted just now and are still in memory. Most are delivered before
 * they would have to be read from the journal again, for which a file is opened each time. Long
 * ones and what is beyond the bound are read from there: keeping them would be more work for the
 * garbage collector than the opening is.
 */
final class FreshBodies {
    private static final int LONGEST = 16 * 1024;
    private static final int MOST_KIB = 4 * 1024;

    private final Semaphore free = new Semaphore(MOST_KIB);

    /**
     * {@return what to deliver: the message as it came, or where it lies now}
     *
     * @param accepted as it came
     * @param stored the same message in the journal
     */
    Body keep(Body accepted, Body stored) {
        boolean kept =
                accepted instanceof MemoryBody
                        && accepted.length() <= LONGEST
                        && free.tryAcquire(kib(accepted));
        return kept ? accepted : stored;
    }

    /** Gives up what {@link #keep} has given, when the message has left the journal. */
    void forget(Body kept) {
        if (kept instanceof MemoryBody) {
            free.release(kib(kept));
        }
    }

    private static int kib(Body body) {
        return Math.toIntExact((body.length() >> 10) + 1);
    }
}
