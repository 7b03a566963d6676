package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.CountByKey;

/**
 * Who may wait for a place: so many in all, and of one client group few enough that it can't crowd
 * others out by knocking quickly. Thread-safe.
 */
final class AdmissionLimits {
    private final int most;
    private final int mostOfOne;

    /** Guarded by this object, as is the number in all. */
    private final CountByKey<ClientGroup> waiting = new CountByKey<>();

    private int inAll;

    AdmissionLimits(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** {@return whether one more may wait}; if so, {@link #leave} is to be called after it. */
    synchronized boolean tryEnter(ClientGroup clientGroup) {
        boolean hasRoom = inAll < most && waiting.of(clientGroup) < mostOfOne;
        if (hasRoom) {
            inAll++;
            waiting.add(clientGroup);
        }
        return hasRoom;
    }

    /** One waits no more. */
    synchronized void leave(ClientGroup clientGroup) {
        inAll--;
        waiting.remove(clientGroup);
    }
}
