package dmail.common.net;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sessions a server holds at once: in all, and of one client address. One object serves
 * all listeners of a server. Thread-safe.
 *
 * <p>Clients on the loopback interface count in all but not by address: there, everyone has the
 * same one.
 */
public final class SessionLimits {
    private final AtomicInteger inAll = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> ofAddress = new ConcurrentHashMap<>();
    private volatile int mostInAll;
    private volatile int mostOfOneAddress;

    /**
     * @param mostInAll sessions of the server, at least 1
     * @param mostOfOneAddress sessions of one client address, at least 1
     */
    public SessionLimits(int mostInAll, int mostOfOneAddress) {
        this.mostInAll = mostInAll;
        this.mostOfOneAddress = mostOfOneAddress;
    }

    /** Sets other limits; sessions above them go on, new ones must fit. */
    public void change(int newMostInAll, int newMostOfOneAddress) {
        mostInAll = newMostInAll;
        mostOfOneAddress = newMostOfOneAddress;
    }

    /** {@return whether there is room for one more; if so the caller must {@link #leave}} */
    public boolean tryEnter(InetAddress client) {
        if (inAll.incrementAndGet() > mostInAll) {
            inAll.decrementAndGet();
            return false;
        }
        int sessions = ofAddress.merge(client, 1, Integer::sum);
        if (sessions > mostOfOneAddress && !client.isLoopbackAddress()) {
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
