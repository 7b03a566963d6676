package dmail.smtp.session;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes session ids for the log; they begin with the time, so that those of an earlier run don't
 * repeat.
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
