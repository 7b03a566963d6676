package dmail.smtp.session;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names sessions in the log; begins with the time, so that ids of an earlier run don't come again.
 */
public final class SessionIds {
    private static final int RADIX = 36;

    private final AtomicLong next;

    public SessionIds(InstantSource clock) {
        next = new AtomicLong(clock.millis());
    }

    public String next() {
        return Long.toString(next.getAndIncrement(), RADIX);
    }
}
