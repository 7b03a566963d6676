package dmail.smtp;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names sessions in the log; begins with the time, so that ids of an earlier run don't come again.
 */
final class SessionIds {
    private static final int RADIX = 36;

    private final AtomicLong next;

    SessionIds(InstantSource clock) {
        next = new AtomicLong(clock.millis());
    }

    String next() {
        return Long.toString(next.getAndIncrement(), RADIX);
    }
}
