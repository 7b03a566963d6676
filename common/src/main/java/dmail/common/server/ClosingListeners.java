package dmail.common.server;

import dmail.common.net.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Listeners that are no longer configured: their sessions go on, and clients that have just
 * connected are still served. Thread-safe.
 */
final class ClosingListeners {
    /** How long a wildcard socket serves clients that connected just before its end. */
    static final Duration DRAIN = Duration.ofSeconds(1);

    /** One time that a socket is about to be closed; the next may come before it is over. */
    private static final class Closing {}

    /** Held by whoever may be about to use a closing socket again. */
    private final ReentrantLock change;

    /** Wildcard sockets of ports that have specific addresses now; closed in a moment. */
    private final Map<BoundSocket, Closing> closingSockets = new HashMap<>();

    /** Listeners that are closed, and may have sessions. */
    private final List<Listener> endingListeners = new ArrayList<>();

    ClosingListeners(ReentrantLock change) {
        this.change = change;
    }

    /** {@return the sockets that are still open} A change may use them again. */
    synchronized List<BoundSocket> sockets() {
        return List.copyOf(closingSockets.keySet());
    }

    /** {@return the listeners that are closed, and may have sessions} */
    synchronized List<Listener> listeners() {
        return List.copyOf(endingListeners);
    }

    /** Forgets the sockets that are used again, and listeners whose sessions have ended. */
    synchronized void retainClosing(List<BoundSocket> unused) {
        closingSockets.keySet().retainAll(unused);
        endingListeners.removeIf(Listener::isTerminated);
    }

    /** Closes a socket now. */
    synchronized void close(BoundSocket socket) {
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
    synchronized void drain(BoundSocket socket, Map<InetAddress, Listener.Service> successors) {
        Listener.Service any = successors.values().iterator().next();
        socket.listener()
                .ifPresent(last -> last.replaceService(new LocalAddressDispatch(successors, any)));
        if (!closingSockets.containsKey(socket)) {
            Closing closing = new Closing();
            closingSockets.put(socket, closing);
            Thread _ = Thread.ofVirtual().name("drain").start(() -> closeLater(socket, closing));
        }
    }

    private void closeLater(BoundSocket socket, Closing closing) {
        try {
            Thread.sleep(DRAIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        change.lock();
        try {
            closeIfUnused(socket, closing);
        } finally {
            change.unlock();
        }
    }

    /** A change may have used it again meanwhile. */
    private synchronized void closeIfUnused(BoundSocket socket, Closing closing) {
        if (closingSockets.get(socket) == closing) {
            close(socket);
        }
    }
}
