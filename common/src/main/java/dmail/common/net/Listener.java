package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections on one address and port, and gives each a virtual thread of its own; some
 * that are busy go on with one of the system's. A connection above the {@link SessionLimits} is
 * told so at once and closed.
 */
public final class Listener implements AutoCloseable {
    /** How many wait for a place; others are told at once that there is none. */
    private static final int MOST_WAITING = 512;

    private static final int MOST_WAITING_OF_A_GROUP = 32;

    /** How long to rest after accept itself failed, for instance for want of descriptors. */
    private static final long PAUSE_MILLIS = 100;

    /** What becomes of an accepted connection. Each method is called on a thread of its own. */
    public interface Service {
        /**
         * Serves the connection, to its end or to a point where it had better go on with a fresh
         * thread: one that has once worked deep in the stack keeps the memory of that for as long
         * as it lives. The listener closes the socket after the end.
         *
         * @param session what the session takes memory from
         * @return the rest, if there is one
         */
        Optional<Part> serve(Socket socket, SessionMemory session) throws IOException;

        /**
         * Notes that a client is turned away; must be quick, for others wait behind.
         *
         * @return a line that tells the client so, with its end; empty where there are no words
         */
        byte[] refusal(InetAddress client, SessionLimits.Entry.TurnedAway why);

        /** Accept failed; the listener rests a moment and goes on. */
        void acceptFailed(Throwable problem);

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

    private final ServerSocketChannel server;
    private final InetSocketAddress address;

    /** Replaced while sessions go on; a connection stays with the one that it began with. */
    private volatile Service service;

    private final SessionLimits limits;

    /** Guarded by itself. */
    private final Set<Socket> open = new HashSet<>();

    private final AdmissionLimits admission =
            new AdmissionLimits(MOST_WAITING, MOST_WAITING_OF_A_GROUP);

    private final BusyThreads busyThreads = new BusyThreads();

    private final Thread acceptor = Thread.ofVirtual().name("accept").unstarted(this::acceptLoop);

    private Listener(ListeningSocket socket, Service service, SessionLimits limits) {
        this.server = socket.channel();
        this.address = socket.address();
        this.service = service;
        this.limits = limits;
    }

    /**
     * Binds and starts to accept.
     *
     * @param address address and port; port 0 takes any free one, see {@link #port()}
     * @param limits shared by the listeners of a server
     * @throws IOException when the place cannot be bound
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
    public void use(Service next) {
        service = next;
    }

    /** {@return whether nobody is accepted any more, and no connection is open} */
    public boolean isGone() {
        synchronized (open) {
            return !server.isOpen() && open.isEmpty();
        }
    }

    /** {@return the address and the real port} */
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

    /** What can't be decided at once is decided elsewhere, by a few: others are waiting behind. */
    private void admit(Socket socket) {
        if (!enlist(socket)) {
            close(socket);
            return;
        }
        boolean decided = false;
        try {
            decided =
                    begin(socket, limits.tryEnter(clientGroup(socket), new SocketLine(socket)))
                            || startAwaitingAdmission(socket);
            if (!decided) {
                turnAway(socket, new SessionLimits.Entry.Full());
                decided = true;
            }
        } finally {
            if (!decided) {
                close(socket);
            }
        }
    }

    private ClientGroup clientGroup(Socket socket) {
        return limits.clientGroup(socket.getInetAddress());
    }

    /** {@return whether the session has begun} */
    private boolean begin(Socket socket, SessionLimits.Entry entry) {
        if (!(entry instanceof SessionLimits.Entry.Entered(SessionMemory session))) {
            return false;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().start(() -> serve(socket, session, () -> begin(socket, session)));
            started = true;
        } finally {
            if (!started) {
                limits.leave(session);
            }
        }
        return true;
    }

    private boolean startAwaitingAdmission(Socket socket) {
        ClientGroup clientGroup = clientGroup(socket);
        if (!admission.tryEnter(clientGroup)) {
            return false;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().start(() -> awaitAdmission(socket, clientGroup));
            started = true;
        } finally {
            if (!started) {
                admission.leave(clientGroup);
            }
        }
        return true;
    }

    private void awaitAdmission(Socket socket, ClientGroup clientGroup) {
        boolean decided = false;
        try {
            SessionLimits.Entry entry = limits.enter(clientGroup, new SocketLine(socket));
            decided = begin(socket, entry);
            if (entry instanceof SessionLimits.Entry.TurnedAway why) {
                turnAway(socket, why);
                decided = true;
            }
        } finally {
            try {
                if (!decided) {
                    close(socket);
                }
            } finally {
                admission.leave(clientGroup);
            }
        }
    }

    private Optional<Part> begin(Socket socket, SessionMemory session) throws IOException {
        socket.setTcpNoDelay(true);
        return service.serve(socket, session);
    }

    private void serve(Socket socket, SessionMemory session, Part part) {
        Optional<Part> rest = Optional.empty();
        try {
            rest = part.serve();
            if (rest.isEmpty()) {
                end(socket, session);
            }
        } catch (IOException | RuntimeException | Error e) {
            service.connectionFailed(socket, e);
        } finally {
            if (rest.isEmpty()) {
                limits.leave(session);
                close(socket);
            }
        }
        rest.ifPresent(next -> goOn(socket, session, next));
    }

    /** Nobody waits for the client of one that gives way: others wait for its place. */
    private static void end(Socket socket, SessionMemory session) throws IOException {
        boolean givesWay = session.givesWay();
        session.ends();
        if (!givesWay) {
            LingeringClose.of(socket);
        }
    }

    /** Where there is no fresh thread this one goes on: what the session holds is freed by it. */
    private void goOn(Socket socket, SessionMemory session, Part next) {
        Runnable rest = () -> serve(socket, session, next);
        if (next.isBusy() && busyThreads.start(rest)) {
            return;
        }
        boolean started = false;
        try {
            Thread _ = Thread.ofVirtual().start(rest);
            started = true;
        } catch (OutOfMemoryError noThread) {
            // The session may end soon, and free some.
        }
        if (!started) {
            rest.run();
        }
    }

    private void turnAway(Socket socket, SessionLimits.Entry.TurnedAway why) {
        try {
            if (server.isOpen()) {
                sayAtOnce(socket, service.refusal(socket.getInetAddress(), why));
            }
        } catch (IOException | RuntimeException | Error e) {
            service.connectionFailed(socket, e);
        } finally {
            close(socket);
        }
    }

    /** Nothing was said before, so the system takes a line; where it doesn't, nobody waits. */
    private static void sayAtOnce(Socket socket, byte[] words) throws IOException {
        SocketChannel channel = socket.getChannel();
        channel.configureBlocking(false);
        int _ = channel.write(ByteBuffer.wrap(words));
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
                new SocketLine(socket).endInput();
            }
            long left = deadline - System.nanoTime();
            while (!open.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(open, left);
                left = deadline - System.nanoTime();
            }
            return open.isEmpty();
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
