package dmail.common.net;

import java.io.IOException;
import java.io.InputStream;

/**
 * Looks a few times whether octets have come, before its thread goes to sleep until they come. A
 * client that collects its mail asks for the next message within microseconds, and to sleep and be
 * woken takes longer than that. Each look in vain lets another thread go on first.
 *
 * <p>With a client that is further away it takes time for nothing, some microseconds: after looks
 * in vain one read goes without, and three after those that follow.
 */
final class BusyPoll {
    private static final int LOOKS = 8;

    /** Reads in a row without a look, at most. */
    private static final int LONGEST_REST = 3;

    private int rest;
    private int resting;

    /** Returns when octets are there, or when it is better to sleep. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing but speed hangs on who goes on first.
    void at(InputStream in) throws IOException {
        if (resting > 0) {
            resting--;
            return;
        }
        for (int look = 0; look < LOOKS; look++) {
            if (in.available() > 0) {
                rest = 0;
                return;
            }
            Thread.yield();
        }
        rest = Math.min(LONGEST_REST, 2 * rest + 1);
        resting = rest;
    }
}
