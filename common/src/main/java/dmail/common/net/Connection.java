package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.SessionMemory;
import dmail.common.net.Listener.Part;
import dmail.common.net.SessionLimits.Entry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** An accepted connection on its way to a session, and to its end. */
final class Connection {
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(5);

    private final Listener listener;

    /** A connection stays with the service that it began with. */
    private final Listener.Service service;

    private final Accepted accepted;

    Connection(Listener listener, Listener.Service service, Accepted accepted) {
        this.listener = listener;
        this.service = service;
        this.accepted = accepted;
    }

    /**
     * Gives it a session, turns it away, or leaves that to another thread; there are few of those.
     * Never waits.
     */
    void admit() {
        if (service.isBehindProxy()) {
            startReadingHeader();
        } else {
            decide();
        }
    }

    private void decide() {
        boolean decided = false;
        try {
            Optional<byte[]> exclusion = service.exclusion(accepted);
            if (exclusion.isPresent()) {
                closeWith(exclusion::get);
            } else if (!begin(limits().tryEnter(clientGroup(), line()))
                    && !startAwaitingAdmission()) {
                turnAway(new Entry.Full());
            }
            decided = true;
        } finally {
            if (!decided) {
                close();
            }
        }
    }

    /** Before the header it isn't known who is there, so nobody is told why it is closed. */
    private void startReadingHeader() {
        boolean started = false;
        try {
            if (!service.isProxy(accepted.client())) {
                service.headerRefused(accepted, "not from a network of proxy_protocol");
            } else if (!listener.headerReaders().tryEnter(clientGroup())) {
                service.headerRefused(accepted, "too many connections at a time");
            } else {
                started = startInSlot(listener.headerReaders(), this::readHeader);
            }
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private void readHeader() {
        boolean passedOn = false;
        try {
            Optional<Accepted> client = clientBehindProxy();
            if (client.isPresent()) {
                passedOn = true;
                new Connection(listener, service, client.get()).decide();
            }
        } catch (IOException e) {
            service.headerRefused(
                    accepted,
                    e instanceof SocketTimeoutException
                            ? "no PROXY header in time"
                            : "the connection broke in its PROXY header");
        } finally {
            if (!passedOn) {
                close();
            }
        }
    }

    private Optional<Accepted> clientBehindProxy() throws IOException {
        return switch (ProxyHeaderReader.read(socket(), HEADER_TIMEOUT)) {
            case ProxyHeader.Proxied header -> Optional.of(accepted.behindProxy(header));
            case ProxyHeader.Local() -> Optional.of(accepted.ofProxy());
            case ProxyHeader.Malformed(var why) -> {
                service.headerRefused(accepted, why);
                yield Optional.empty();
            }
            case ProxyHeader.Incomplete _ -> throw new IllegalStateException("not read to its end");
        };
    }

    private SessionLimits limits() {
        return listener.limits();
    }

    private Socket socket() {
        return accepted.socket();
    }

    private SocketLine line() {
        return new SocketLine(socket());
    }

    private ClientGroup clientGroup() {
        return limits().clientGroup(accepted.client());
    }

    /** {@return whether the session was started} */
    private boolean begin(Entry entry) {
        if (!(entry instanceof Entry.Entered(SessionMemory session))) {
            return false;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().start(() -> serve(session, () -> begin(session)));
            started = true;
        } finally {
            if (!started) {
                limits().leave(session);
            }
        }
        return true;
    }

    private boolean startAwaitingAdmission() {
        return listener.admission().tryEnter(clientGroup())
                && startInSlot(listener.admission(), this::awaitAdmission);
    }

    /** Runs it on a thread of its own, in a slot that has been entered; {@return true} */
    private boolean startInSlot(AdmissionLimits slots, Runnable task) {
        ClientGroup clientGroup = clientGroup();
        boolean started = false;
        try {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            task.run();
                        } finally {
                            slots.leave(clientGroup);
                        }
                    });
            started = true;
        } finally {
            if (!started) {
                slots.leave(clientGroup);
            }
        }
        return true;
    }

    private void awaitAdmission() {
        boolean decided = false;
        try {
            Entry entry = limits().enter(clientGroup(), line());
            decided = begin(entry);
            if (entry instanceof Entry.TurnedAway why) {
                turnAway(why);
                decided = true;
            }
        } finally {
            if (!decided) {
                close();
            }
        }
    }

    private Optional<Part> begin(SessionMemory session) throws IOException {
        socket().setTcpNoDelay(true);
        return service.serve(accepted, session);
    }

    private void serve(SessionMemory session, Part part) {
        Optional<Part> rest = Optional.empty();
        try {
            rest = part.serve();
            if (rest.isEmpty()) {
                end(session);
            }
        } catch (IOException | RuntimeException | Error e) {
            service.connectionFailed(accepted, e);
        } finally {
            if (rest.isEmpty()) {
                limits().leave(session);
                close();
            }
        }
        rest.ifPresent(next -> goOn(session, next));
    }

    /**
     * An evicted session is closed without waiting for its client, since another client waits for
     * its slot.
     */
    private void end(SessionMemory session) throws IOException {
        boolean givesWay = session.givesWay();
        session.ends();
        if (!givesWay) {
            LingeringClose.of(socket());
        }
    }

    /**
     * Without a new thread the rest runs on this one; the session must end, to free what it has
     * taken.
     */
    private void goOn(SessionMemory session, Part next) {
        Runnable rest = () -> serve(session, next);
        if (next.isBusy() && listener.busyThreads().start(rest)) {
            return;
        }
        boolean started = false;
        try {
            Thread _ = Thread.ofVirtual().start(rest);
            started = true;
        } catch (OutOfMemoryError noThread) {
            // The session may end soon, which frees a thread.
        }
        if (!started) {
            rest.run();
        }
    }

    private void turnAway(Entry.TurnedAway why) {
        closeWith(() -> service.refusal(accepted, why));
    }

    /** Nothing was sent before, so the socket's buffer has room. */
    private void closeWith(Supplier<byte[]> lastWords) {
        try {
            if (listener.isAccepting()) {
                SocketChannel channel = socket().getChannel();
                channel.configureBlocking(false);
                int _ = channel.write(ByteBuffer.wrap(lastWords.get()));
            }
        } catch (IOException | RuntimeException | Error e) {
            service.connectionFailed(accepted, e);
        } finally {
            close();
        }
    }

    private void close() {
        try {
            socket().close();
        } catch (IOException e) {
            service.connectionFailed(accepted, e);
        } finally {
            listener.connections().remove(socket());
        }
    }
}
