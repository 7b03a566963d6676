package dmail.smtp.queue;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the bodies of all sessions may take together. */
final class MemoryBudget {
    private final AtomicLong free;

    MemoryBudget(long octets) {
        this.free = new AtomicLong(octets);
    }

    /** {@return whether so much may be taken} */
    boolean reserve(int octets) {
        if (free.addAndGet(-octets) >= 0) {
            return true;
        }
        free.addAndGet(octets);
        return false;
    }

    void release(long octets) {
        free.addAndGet(octets);
    }
}
