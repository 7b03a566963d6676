package dmail.common.net;

import dmail.common.memory.ClientGroup;
import java.util.HashMap;
import java.util.Map;

/**
 * Who may wait for a place: so many in all, and of one party few enough that it can't crowd others
 * out by knocking quickly. Thread-safe.
 */
final class AdmissionLimits {
    private final int most;
    private final int mostOfOne;

    /** Guarded by this object, as is the number in all. */
    private final Map<ClientGroup, Integer> waiting = new HashMap<>();

    private int inAll;

    AdmissionLimits(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** {@return whether one more may wait}; if so, {@link #leave} is to be called after it. */
    synchronized boolean tryEnter(ClientGroup clientGroup) {
        boolean hasRoom = inAll < most && waiting.getOrDefault(clientGroup, 0) < mostOfOne;
        if (hasRoom) {
            inAll++;
            waiting.merge(clientGroup, 1, Integer::sum);
        }
        return hasRoom;
    }

    /** One waits no more. */
    synchronized void leave(ClientGroup clientGroup) {
        inAll--;
        waiting.computeIfPresent(clientGroup, (_, many) -> many == 1 ? null : many - 1);
    }
}
