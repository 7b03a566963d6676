package dmail.common.net;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sessions a server holds at once: in all, and of one client address. One object serves
 * all listeners of a server. Thread-safe.
 */
public final class SessionLimits {
    private final int mostInAll;
    private final int mostOfOneAddress;
    private final AtomicInteger inAll = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> ofAddress = new ConcurrentHashMap<>();

    /**
     * @param mostInAll sessions of the server, at least 1
     * @param mostOfOneAddress sessions of one client address, at least 1
     */
    public SessionLimits(int mostInAll, int mostOfOneAddress) {
        this.mostInAll = mostInAll;
        this.mostOfOneAddress = mostOfOneAddress;
    }

    /** {@return whether there is room for one more; if so the caller must {@link #leave}} */
    public boolean tryEnter(InetAddress client) {
        if (inAll.incrementAndGet() > mostInAll) {
            inAll.decrementAndGet();
            return false;
        }
        if (ofAddress.merge(client, 1, Integer::sum) > mostOfOneAddress) {
            leave(client);
            return false;
        }
        return true;
    }

    public void leave(InetAddress client) {
        ofAddress.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
        inAll.decrementAndGet();
    }

    /** {@return sessions open now} */
    public int sessions() {
        return inAll.get();
    }
}
