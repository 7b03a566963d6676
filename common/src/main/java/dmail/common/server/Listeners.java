package dmail.common.server;

import dmail.common.admin.listen.ListenerControl;
import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The listeners of a server. A change touches only those that differ, and no session: one that has
 * begun goes on to its end.
 */
public final class Listeners implements AutoCloseable, ListenerControl {
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private final Function<ListenerDefinition, Listener.Service> services;
    private final SessionLimits limits;
    private final Log log;
    private final SocketBinder binder;

    /** How long to wait before a missing address is tried again. */
    private final Duration retryInterval;

    /** Held while sockets are opened or closed; sessions don't need it. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile List<ListenerEntry> entries = List.of();

    /**
     * Sockets of specific addresses that were open before the wildcard was. Closing one would reset
     * the connections that wait there, so it stays as an additional socket of the wildcard.
     */
    private List<BoundSocket> retainedSockets = List.of();

    private final ClosingListeners closing = new ClosingListeners(lock);

    /** Guarded by changing. */
    private boolean retrying;

    /** Guarded by changing. */
    private boolean closed;

    private Listeners(
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log,
            SocketBinder binder,
            Duration retryInterval) {
        this.services = services;
        this.limits = limits;
        this.log = log;
        this.binder = binder;
        this.retryInterval = retryInterval;
    }

    /**
     * Opens the configured listeners, but for those that may wait for their address.
     *
     * @param services what serves at a listener
     * @param limits shared by all
     * @param log told of those that have waited
     * @throws CannotStart when one can't be bound; then none is open
     */
    public static Listeners open(
            List<ListenerDefinition> definitions,
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log)
            throws CannotStart {
        return open(
                definitions, services, limits, log, SocketBinder.OF_THIS_MACHINE, RETRY_INTERVAL);
    }

    static Listeners open(
            List<ListenerDefinition> definitions,
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log,
            SocketBinder binder,
            Duration retryInterval)
            throws CannotStart {
        Listeners listeners = new Listeners(services, limits, log, binder, retryInterval);
        try (Prepared prepared = listeners.prepare(definitions)) {
            prepared.commit();
        }
        return listeners;
    }

    /** A change whose new sockets are bound; closing it without a commit undoes it. */
    public final class Prepared implements AutoCloseable {
        private final ListenerChange next;
        private boolean committed;

        private Prepared(ListenerChange next) {
            this.next = next;
        }

        /** Accepts clients at the new sockets, and closes those that are no longer configured. */
        public void commit() {
            committed = true;
            apply(next);
        }

        @Override
        public void close() {
            if (!committed) {
                next.rollback();
            }
            lock.unlock();
        }
    }

    /**
     * Binds what is configured and isn't open yet. Until the change is closed, by this thread,
     * there is no other.
     *
     * @throws CannotStart when one can't be bound; then nothing has changed
     */
    public Prepared prepare(List<ListenerDefinition> definitions) throws CannotStart {
        lock.lock();
        boolean done = false;
        try {
            Prepared prepared = new Prepared(ListenerChange.of(openSockets(), definitions, binder));
            done = true;
            return prepared;
        } finally {
            if (!done) {
                lock.unlock();
            }
        }
    }

    private List<BoundSocket> openSockets() {
        List<BoundSocket> sockets = new ArrayList<>();
        entries.forEach(entry -> entry.socket().ifPresent(sockets::add));
        sockets.addAll(retainedSockets);
        sockets.addAll(closing.sockets());
        return sockets;
    }

    private void apply(ListenerChange next) {
        List<ListenerEntry> now = new ArrayList<>();
        for (ListenerEntry entry : next.entries()) {
            now.add(accepting(entry));
        }
        next.disableReusePort();
        entries = List.copyOf(now);
        closing.retainClosing(next.unusedSockets());
        List<BoundSocket> retained = new ArrayList<>();
        for (BoundSocket socket : next.unusedSockets()) {
            Optional<ListenerEntry> wildcard = entryCovering(socket);
            if (wildcard.isPresent()) {
                retained.add(accept(socket, wildcard.get().definition()));
            } else {
                closeUnused(socket);
            }
        }
        retainedSockets = List.copyOf(retained);
        startRetrying();
    }

    private ListenerEntry accepting(ListenerEntry entry) {
        return entry.socket()
                .map(socket ->
                        ListenerEntry.listening(
                                entry.definition(), accept(socket, entry.definition())))
                .orElse(entry);
    }

    /** While a listener waits for its address, that is tried again now and then. */
    private void startRetrying() {
        if (!retrying && hasWaiting()) {
            retrying = true;
            Thread _ = Thread.ofVirtual().name("addresses").start(this::retryMissing);
        }
    }

    private boolean hasWaiting() {
        return entries.stream().anyMatch(entry -> entry.state() == State.WAITING);
    }

    private void retryMissing() {
        boolean goOn = true;
        while (goOn) {
            try {
                Thread.sleep(retryInterval);
            } catch (InterruptedException stop) {
                return;
            }
            lock.lock();
            try {
                if (!closed) {
                    retryWaiting();
                }
                goOn = !closed && hasWaiting();
                retrying = goOn;
            } finally {
                lock.unlock();
            }
        }
    }

    private void retryWaiting() {
        List<ListenerEntry> now = new ArrayList<>();
        for (ListenerEntry entry : entries) {
            now.add(entry.state() == State.WAITING ? retryBind(entry) : entry);
        }
        entries = List.copyOf(now);
    }

    private ListenerEntry retryBind(ListenerEntry entry) {
        try {
            ListenerEntry open =
                    ListenerEntry.listening(
                            entry.definition(),
                            BoundSocket.bind(entry.definition(), false, binder));
            log.info(
                    LogLine.of("listener open")
                            .with("listener", entry.definition().name())
                            .with("local", entry.definition().addressAndPort()));
            return accepting(open);
        } catch (IOException stillMissing) {
            return entry;
        }
    }

    private BoundSocket accept(BoundSocket socket, ListenerDefinition definition) {
        Listener.Service service = services.apply(definition);
        if (socket.listener().isEmpty()) {
            return socket.with(Listener.open(socket.listeningSocket(), service, limits));
        }
        socket.listener().get().replaceService(service);
        return socket;
    }

    private Optional<ListenerEntry> entryCovering(BoundSocket socket) {
        return entries.stream()
                .filter(entry -> entry.socket().filter(socket::isCoveredBy).isPresent())
                .findFirst();
    }

    private void closeUnused(BoundSocket socket) {
        Map<InetAddress, Listener.Service> successors = new HashMap<>();
        for (ListenerEntry entry : entries) {
            entry.socket()
                    .filter(specific -> specific.isCoveredBy(socket))
                    .flatMap(BoundSocket::address)
                    .ifPresent(at -> successors.put(at, services.apply(entry.definition())));
        }
        if (successors.isEmpty()) {
            closing.close(socket);
        } else {
            closing.drain(socket, successors);
        }
    }

    @Override
    public List<ListenerState> states() {
        return entries.stream().map(ListenerEntry::shown).toList();
    }

    @Override
    public Outcome start(String name) {
        return each(name, this::started);
    }

    @Override
    public Outcome stop(String name) {
        return each(name, this::stopped);
    }

    /** A change of one entry. */
    private interface EntryAction {
        ListenerEntry of(ListenerEntry entry) throws CannotStart;
    }

    private Outcome each(String name, EntryAction action) {
        lock.lock();
        try {
            List<ListenerEntry> now = new ArrayList<>(entries);
            boolean known = false;
            for (int i = 0; i < now.size(); i++) {
                if (now.get(i).definition().name().equals(name)) {
                    known = true;
                    now.set(i, action.of(now.get(i)));
                    entries = List.copyOf(now);
                }
            }
            startRetrying();
            return known ? new Outcome.Done() : new Outcome.Unknown();
        } catch (CannotStart e) {
            return new Outcome.Failed(e.why());
        } finally {
            lock.unlock();
        }
    }

    private ListenerEntry started(ListenerEntry entry) throws CannotStart {
        return switch (entry.state()) {
            case LISTENING, WAITING -> entry;
            case DOWN -> throw new CannotStart(ExitStatus.UNAVAILABLE, entry.reason());
            case STOPPED -> accepting(ListenerChange.bound(entry.definition(), binder));
        };
    }

    private ListenerEntry stopped(ListenerEntry entry) {
        if (entry.state() != State.LISTENING && entry.state() != State.WAITING) {
            return entry;
        }
        Predicate<BoundSocket> covered =
                socket -> entry.socket().filter(socket::isCoveredBy).isPresent();
        retainedSockets.stream().filter(covered).forEach(closing::close);
        retainedSockets = retainedSockets.stream().filter(covered.negate()).toList();
        entry.socket().ifPresent(closing::close);
        return ListenerEntry.stopped(entry.definition(), "by a command");
    }

    /** {@return the line that says where it listens, with the real ports} */
    public LogLine ready() {
        LogLine line = LogLine.of("ready");
        for (ListenerEntry entry : entries) {
            entry.socket()
                    .ifPresent(socket ->
                            line.with(
                                    entry.definition().logName(),
                                    ListenerChange.text(socket.listeningSocket().address())));
        }
        return line;
    }

    /** {@return the address of the first open listener} */
    public InetSocketAddress first() {
        return entries.stream()
                .flatMap(entry -> entry.socket().stream())
                .findFirst()
                .orElseThrow()
                .listeningSocket()
                .address();
    }

    /** Closes all listeners and gives sessions a moment to say goodbye, then closes those. */
    public void stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            List<Listener> all = listeners();
            for (Listener listener : all) {
                listener.stopAccepting();
            }
            for (Listener listener : all) {
                long left = Math.max(0, deadline - System.nanoTime());
                boolean _ = listener.endSessions(Duration.ofNanos(left));
            }
        } catch (IOException _) {
            // What did not close in order is cut now.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            lock.unlock();
        }
    }

    private List<Listener> listeners() {
        List<Listener> all = new ArrayList<>(closing.listeners());
        openSockets().forEach(socket -> socket.listener().ifPresent(all::add));
        return all;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (Listener listener : listeners()) {
                try {
                    listener.close();
                } catch (IOException _) {
                    // The process is about to end; so is the socket.
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
