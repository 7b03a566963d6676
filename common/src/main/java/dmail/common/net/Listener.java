package dmail.common.net;

import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * Accepts connections on one address and port, and serves each on a virtual thread; some busy ones
 * continue on a platform thread. A connection above the {@link SessionLimits} is told so at once
 * and closed.
 */
public final class Listener implements AutoCloseable {
    /** Clients that may wait for a session slot; others are turned away at once. */
    private static final int MOST_WAITING = 512;

    private static final int MOST_WAITING_OF_A_GROUP = 32;
    private static final int MOST_WAITING_OF_A_PROXY = MOST_WAITING / 2;

    /** Pause after accept itself failed, for instance when no descriptors are left. */
    private static final long PAUSE_MILLIS = 100;

    /** Handles accepted connections. Each method is called on a thread of its own. */
    public interface Service {
        /**
         * Serves the connection, to its end or to a point where it should continue on a new thread:
         * a thread keeps the memory of its deepest stack for as long as it lives. The listener
         * closes the socket after the end.
         *
         * @param session accounts for the session's memory
         * @return the rest of the session, if there is one
         */
        Optional<Part> serve(Accepted connection, SessionMemory session) throws IOException;

        /**
         * Records that a client is turned away. Must be quick, since others wait.
         *
         * @return a line that tells the client so, with its end; empty for none
         */
        byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why);

        /** Accept failed; the listener pauses and then continues. */
        void acceptFailed(Throwable problem);

        /** A connection ended with an error that no session caught. */
        void connectionFailed(Accepted connection, Throwable problem);

        /** {@return the service of the clients that have reached an address} */
        default Service at(InetAddress reached) {
            return this;
        }

        /** {@return whether each connection begins with the header of a proxy} */
        default boolean isBehindProxy() {
            return false;
        }

        /** {@return whether an address is that of a proxy whose header is believed} */
        default boolean isProxy(InetAddress address) {
            return false;
        }

        /**
         * Records that a connection is closed for want of a header. Must be quick.
         *
         * @param why a clause
         */
        default void headerRefused(Accepted connection, String why) {}

        /**
         * {@return what a client is told that may not have a session here, with its line end; empty
         * if it may} Records it; must be quick, since others wait.
         */
        default Optional<byte[]> exclusion(Accepted connection) {
            return Optional.empty();
        }
    }

    /** The rest of a session. */
    @FunctionalInterface
    public interface Part {
        /** {@return the rest after this part, if there is one} */
        Optional<Part> serve() throws IOException;

        /**
         * {@return whether it will be busy all the time} A few of those get platform threads, since
         * waking one is faster than waking a virtual thread, which takes several threads. When many
         * sessions are busy they seldom block, and it makes no difference.
         */
        default boolean isBusy() {
            return false;
        }
    }

    private final ServerSocketChannel server;
    private final InetSocketAddress address;

    /** Replaced while sessions go on; a connection stays with the service that it began with. */
    private volatile Service service;

    private final SessionLimits limits;

    private final OpenConnections connections;

    private final AdmissionLimits admission =
            new AdmissionLimits(MOST_WAITING, MOST_WAITING_OF_A_GROUP);

    /** A proxy sends its header at once; one that doesn't must leave room for the others. */
    private final AdmissionLimits headerReaders =
            new AdmissionLimits(MOST_WAITING, MOST_WAITING_OF_A_PROXY);

    private final BusyThreads busyThreads = new BusyThreads();

    private final Thread acceptor = Thread.ofVirtual().name("accept").unstarted(this::acceptLoop);

    private Listener(ListeningSocket socket, Service service, SessionLimits limits) {
        this.server = socket.channel();
        this.address = socket.address();
        this.connections = new OpenConnections(server);
        this.service = service;
        this.limits = limits;
    }

    /**
     * Binds the socket and starts to accept.
     *
     * @param address address and port; port 0 takes any free one, see {@link #port()}
     * @param limits shared by the listeners of a server
     * @throws IOException when the address can't be bound
     */
    public static Listener open(InetSocketAddress address, Service service, SessionLimits limits)
            throws IOException {
        return open(ListeningSocket.bind(address), service, limits);
    }

    /** Starts to accept at a socket, which is the listener's from now on. */
    public static Listener open(ListeningSocket socket, Service service, SessionLimits limits) {
        Listener listener = new Listener(socket, service, limits);
        listener.acceptor.start();
        return listener;
    }

    /** Gives connections from now on to another service. */
    public void replaceService(Service next) {
        service = next;
    }

    /** {@return whether it is closed, and no connection is open} */
    public boolean isTerminated() {
        return !server.isOpen() && connections.isEmpty();
    }

    /** {@return the address and the port it is bound to} */
    public InetSocketAddress address() {
        return address;
    }

    public int port() {
        return address.getPort();
    }

    private void acceptLoop() {
        while (server.isOpen()) {
            try {
                admit(server.accept().socket());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!server.isOpen()) {
                    return;
                }
                service.acceptFailed(e);
                pause();
            }
        }
    }

    /** Never waits, since further connections are to be accepted. */
    private void admit(Socket socket) {
        Service now = service;
        if (!connections.add(socket)) {
            close(socket);
            return;
        }
        boolean isTaken = false;
        try {
            Accepted accepted = Accepted.of(socket);
            Connection connection = new Connection(this, now.at(accepted.reached()), accepted);
            isTaken = true;
            connection.admit();
        } finally {
            if (!isTaken) {
                close(socket);
            }
        }
    }

    private void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody has been told anything yet.
        } finally {
            connections.remove(socket);
        }
    }

    SessionLimits limits() {
        return limits;
    }

    OpenConnections connections() {
        return connections;
    }

    /** {@return who may wait for a session slot} */
    AdmissionLimits admission() {
        return admission;
    }

    /** {@return whose PROXY header may be awaited} */
    AdmissionLimits headerReaders() {
        return headerReaders;
    }

    BusyThreads busyThreads() {
        return busyThreads;
    }

    boolean isAccepting() {
        return server.isOpen();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting; sessions continue. When it returns, the port is free. */
    public void stopAccepting() throws IOException {
        server.close();
        awaitAcceptor();
    }

    /** The kernel frees the port only when no thread is blocked in accept any more. */
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops accepting and ends the input of every session, as if its client had closed the
     * connection, so that it can still reply; waits until they have ended.
     *
     * @return whether all sessions have ended in time
     */
    public boolean endSessions(Duration timeout) throws IOException, InterruptedException {
        stopAccepting();
        return connections.end(System.nanoTime() + timeout.toNanos());
    }

    /** Stops accepting and closes the connection of every session. */
    @Override
    public void close() throws IOException {
        stopAccepting();
        connections.close();
    }
}
