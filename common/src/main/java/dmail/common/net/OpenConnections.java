package dmail.common.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The connections that a listener has accepted, until they are closed. Thread-safe. */
final class OpenConnections {
    private final ServerSocketChannel listening;
    private final Set<Socket> sockets = new HashSet<>();

    /**
     * Has none at first.
     *
     * @param listening the listener's socket; once that is closed, no connection is taken
     */
    OpenConnections(ServerSocketChannel listening) {
        this.listening = listening;
    }

    /**
     * {@return whether the connection is served; false if it was accepted while the listener was
     * being closed}
     */
    synchronized boolean add(Socket socket) {
        return listening.isOpen() && sockets.add(socket);
    }

    synchronized void remove(Socket socket) {
        sockets.remove(socket);
        if (sockets.isEmpty()) {
            notifyAll();
        }
    }

    synchronized boolean isEmpty() {
        return sockets.isEmpty();
    }

    /**
     * Ends the input of every connection, as if its client had closed it, so that a session can
     * still reply; waits until all are closed.
     *
     * @param deadline of {@link System#nanoTime}
     * @return whether all were closed in time
     */
    synchronized boolean end(long deadline) throws InterruptedException {
        for (Socket socket : sockets) {
            new SocketLine(socket).endInput();
        }
        long left = deadline - System.nanoTime();
        while (!sockets.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return sockets.isEmpty();
    }

    /** Closes every connection. */
    synchronized void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
