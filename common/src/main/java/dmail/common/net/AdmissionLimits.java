package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.CountByKey;

/**
 * Bounds the clients that wait for a session slot, in all and per client group, so that one group
 * can't crowd out others by connecting quickly. Thread-safe.
 */
final class AdmissionLimits {
    private final int most;
    private final int mostOfOne;

    /** Guarded by this object, as is {@code inAll}. */
    private final CountByKey<ClientGroup> waiting = new CountByKey<>();

    private int inAll;

    AdmissionLimits(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** {@return whether one more may wait}; if so, call {@link #leave} after the wait. */
    synchronized boolean tryEnter(ClientGroup clientGroup) {
        boolean hasRoom = inAll < most && waiting.of(clientGroup) < mostOfOne;
        if (hasRoom) {
            inAll++;
            waiting.add(clientGroup);
        }
        return hasRoom;
    }

    /** A client has stopped waiting. */
    synchronized void leave(ClientGroup clientGroup) {
        inAll--;
        waiting.remove(clientGroup);
    }
}
