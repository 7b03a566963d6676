package dmail.common.server;

import dmail.common.net.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Listeners that are no longer configured: their sessions go on, and clients that have just
 * connected are still served. The owner's lock is held in each call.
 */
final class ClosingListeners {
    /** How long a wildcard socket serves clients that connected just before its end. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final ReentrantLock lock;

    /** Wildcard sockets of ports that have specific addresses now; closed in a moment. */
    private final List<BoundSocket> closingSockets = new ArrayList<>();

    /** Listeners that are closed, and may have sessions. */
    private final List<Listener> endingListeners = new ArrayList<>();

    ClosingListeners(ReentrantLock lock) {
        this.lock = lock;
    }

    /** {@return the sockets that are still open} A change may use them again. */
    List<BoundSocket> sockets() {
        return closingSockets;
    }

    /** {@return the listeners that are closed, and may have sessions} */
    List<Listener> listeners() {
        return endingListeners;
    }

    /** Forgets the sockets that are used again, and listeners whose sessions have ended. */
    void retainClosing(List<BoundSocket> unwanted) {
        closingSockets.retainAll(unwanted);
        endingListeners.removeIf(Listener::isTerminated);
    }

    /** Closes a socket now. */
    void close(BoundSocket socket) {
        closingSockets.remove(socket);
        socket.listener().ifPresent(endingListeners::add);
        try {
            socket.close();
        } catch (IOException e) {
            // It accepts no more clients, whatever else is wrong.
        }
    }

    /**
     * Closes a wildcard socket in a moment.
     *
     * @param successors what serves at its specific addresses now
     */
    void drain(BoundSocket socket, Map<InetAddress, Listener.Service> successors) {
        Listener.Service any = successors.values().iterator().next();
        socket.listener()
                .ifPresent(last -> last.replaceService(new LocalAddressDispatch(successors, any)));
        if (!closingSockets.contains(socket)) {
            closingSockets.add(socket);
            Thread _ = Thread.ofVirtual().name("drain").start(() -> closeLater(socket));
        }
    }

    private void closeLater(BoundSocket socket) {
        try {
            Thread.sleep(DRAIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            // A change may have used it again meanwhile.
            if (closingSockets.contains(socket)) {
                close(socket);
            }
        } finally {
            lock.unlock();
        }
    }
}
