package dmail.common.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections on one address and port, and gives each a virtual thread of its own; some
 * that are busy go on with one of the system's. A connection above the {@link SessionLimits} is
 * told so at once and closed.
 */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /** How many busy parts get threads of the system; each takes a stack of its own. */
    private static final int MOST_SYSTEM_THREADS = 8;

    /** How long to rest after accept itself failed, for instance for want of descriptors. */
    private static final long PAUSE_MILLIS = 100;

    /** What becomes of an accepted connection. Each method is called on a thread of its own. */
    public interface Service {
        /**
         * Serves the connection, to its end or to a point where it had better go on with a fresh
         * thread: one that has once worked deep in the stack keeps the memory of that for as long
         * as it lives. The listener closes the socket after the end.
         *
         * @return the rest, if there is one
         */
        Optional<Part> serve(Socket socket) throws IOException;

        /** Tells a client in one line that it is one too many; must not block for long. */
        void refuse(Socket socket) throws IOException;

        /** Accept failed; the listener rests a moment and goes on. */
        void acceptFailed(IOException problem);

        /** A connection ended with an error that no session caught. */
        void connectionFailed(Socket socket, Throwable problem);
    }

    /** The rest of a connection's service. */
    @FunctionalInterface
    public interface Part {
        /** {@return the rest after this, if there is one} */
        Optional<Part> serve() throws IOException;

        /**
         * {@return whether it will be busy all the time} The first of those get threads of the
         * system: to wake one takes less than to wake a virtual thread, which several have a hand
         * in. Where many are busy at once they are seldom asleep, and it makes no difference.
         */
        default boolean isBusy() {
            return false;
        }
    }

    /** A channel, so that the sockets it gives out can be sent parts of files. */
    private final ServerSocketChannel server;

    private final InetSocketAddress place;
    private final Service service;
    private final SessionLimits limits;

    /** Guarded by itself. */
    private final Set<Socket> open = new HashSet<>();

    private final Semaphore systemThreads = new Semaphore(MOST_SYSTEM_THREADS);

    private final Thread acceptor = Thread.ofVirtual().name("accept").unstarted(this::acceptLoop);

    private Listener(ServerSocketChannel server, Service service, SessionLimits limits) {
        this.server = server;
        this.place =
                new InetSocketAddress(
                        server.socket().getInetAddress(), server.socket().getLocalPort());
        this.service = service;
        this.limits = limits;
    }

    /**
     * Binds and starts to accept.
     *
     * @param place address and port; port 0 takes any free one, see {@link #port()}
     * @param limits shared by the listeners of a server
     * @throws IOException when the place cannot be bound
     */
    public static Listener open(InetSocketAddress place, Service service, SessionLimits limits)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(place, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Listener listener = new Listener(server, service, limits);
        listener.acceptor.start();
        return listener;
    }

    /** {@return the address and the real port} */
    public InetSocketAddress place() {
        return place;
    }

    public int port() {
        return place.getPort();
    }

    private void acceptLoop() {
        while (server.isOpen()) {
            try {
                Socket socket = server.accept().socket();
                Thread.ofVirtual().start(() -> admit(socket));
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
                service.acceptFailed(e);
                pause();
            }
        }
    }

    private void admit(Socket socket) {
        InetAddress client = socket.getInetAddress();
        if (enlist(socket) && limits.tryEnter(client)) {
            serve(socket, client, () -> begin(socket));
        } else {
            turnAway(socket);
        }
    }

    private Optional<Part> begin(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return service.serve(socket);
    }

    private void serve(Socket socket, InetAddress client, Part part) {
        Optional<Part> rest = Optional.empty();
        try {
            rest = part.serve();
            if (rest.isEmpty()) {
                PoliteClose.of(socket);
            }
        } catch (IOException | RuntimeException | Error e) {
            service.connectionFailed(socket, e);
        } finally {
            if (rest.isEmpty()) {
                limits.leave(client);
                close(socket);
            }
        }
        rest.ifPresent(next -> goOn(socket, client, next));
    }

    private void goOn(Socket socket, InetAddress client, Part next) {
        if (!next.isBusy() || !startOnSystemThread(() -> serve(socket, client, next))) {
            Thread.ofVirtual().start(() -> serve(socket, client, next));
        }
    }

    private boolean startOnSystemThread(Runnable work) {
        if (!systemThreads.tryAcquire()) {
            return false;
        }
        boolean started = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("busy session")
                    .start(() -> {
                        try {
                            work.run();
                        } finally {
                            systemThreads.release();
                        }
                    });
            started = true;
        } catch (OutOfMemoryError noThread) {
            // The system has no more for us; the work goes on without.
        } finally {
            if (!started) {
                systemThreads.release();
            }
        }
        return started;
    }

    private void turnAway(Socket socket) {
        try {
            if (server.isOpen()) {
                service.refuse(socket);
            }
        } catch (IOException | RuntimeException | Error e) {
            service.connectionFailed(socket, e);
        } finally {
            close(socket);
        }
    }

    private void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            service.connectionFailed(socket, e);
        } finally {
            strike(socket);
        }
    }

    /** A connection that was accepted just before the listener closed isn't served any more. */
    private boolean enlist(Socket socket) {
        synchronized (open) {
            return server.isOpen() && open.add(socket);
        }
    }

    private void strike(Socket socket) {
        synchronized (open) {
            open.remove(socket);
            if (open.isEmpty()) {
                open.notifyAll();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting; sessions go on. When it returns, the port is free. */
    public void stopAccepting() throws IOException {
        server.close();
        awaitAcceptor();
    }

    /** The system closes the port only when the thread that waits in accept has left it. */
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops accepting and lets every session believe that its client has closed the connection, so
     * that it can say goodbye; waits for their end.
     *
     * @return whether all sessions have ended in time
     */
    public boolean endSessions(Duration patience) throws IOException, InterruptedException {
        stopAccepting();
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (open) {
            for (Socket socket : open) {
                endInput(socket);
            }
            long left = deadline - System.nanoTime();
            while (!open.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(open, left);
                left = deadline - System.nanoTime();
            }
            return open.isEmpty();
        }
    }

    private static void endInput(Socket socket) {
        try {
            socket.shutdownInput();
        } catch (IOException alreadyClosed) {
            // Its session is ending by itself.
        }
    }

    /** Stops accepting and cuts every session. */
    @Override
    public void close() throws IOException {
        stopAccepting();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
