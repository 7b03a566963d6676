package dmail.common.net;

import java.io.IOException;
import java.io.InputStream;

/**
 * Polls the socket a few times before the thread blocks in a read. A client that downloads its mail
 * sends the next command within microseconds, and to block and be woken takes longer than that.
 * After each poll without input another thread may run.
 *
 * <p>With a more distant client, polling only costs some microseconds: after polls without input
 * the next read is done without polling, and if the polls after it find nothing either, the next
 * three.
 */
final class BusyPoll {
    private static final int LOOKS = 8;

    /** Reads in a row without polling, at most. */
    private static final int LONGEST_REST = 3;

    private int rest;
    private int resting;

    /** Returns when there is input, or when it is better to block. */
    @SuppressWarnings("ThreadPriorityCheck") // Only speed depends on the scheduling.
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
