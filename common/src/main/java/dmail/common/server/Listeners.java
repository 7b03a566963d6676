package dmail.common.server;

import dmail.common.admin.listen.ListenerControl;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The listeners of a server. A change touches only those that differ, and no session: one that has
 * begun goes on to its end.
 */
public final class Listeners implements AutoCloseable {
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    /** How long a command waits for a reload to end. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Held by a change from before it binds sockets until it is made or given up. Sessions, lists
     * and the stop of the server don't wait for it.
     */
    private final ReentrantLock change = new ReentrantLock();

    private final SocketBinder binder;
    private final OpenListeners current;
    private final Log log;
    private final Duration retryInterval;

    /** Guarded by change; there is one as soon as a listener has to wait. */
    private Optional<MissingAddressRetry> retry = Optional.empty();

    private Listeners(
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log,
            SocketBinder binder,
            Duration retryInterval) {
        this.binder = binder;
        this.current = new OpenListeners(services, limits, change);
        this.log = log;
        this.retryInterval = retryInterval;
    }

    /**
     * Opens the configured listeners, but for those that may wait for their address.
     *
     * @param services what serves at a listener
     * @param limits shared by all
     * @param log told of listeners that wait, and of changes
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
        listeners.openFirst(ListenerChange.of(List.of(), configured(definitions), binder));
        return listeners;
    }

    private static List<ListenerEntry> configured(List<ListenerDefinition> definitions) {
        List<ListenerEntry> entries = new ArrayList<>();
        for (ListenerDefinition definition : definitions) {
            entries.add(ListenerEntry.configured(definition));
        }
        return entries;
    }

    /** Those that are open are in the server's {@code ready} line. */
    private void openFirst(ListenerChange first) {
        current.apply(first);
        for (ListenerEntry entry : current.entries()) {
            if (entry.state() == State.WAITING) {
                new ListenerEvents(log).waits(entry);
            }
        }
        startRetry();
    }

    private void startRetry() {
        if (current.hasWaiting()) {
            MissingAddressRetry started =
                    retry.orElseGet(() ->
                            new MissingAddressRetry(
                                    retryInterval, this::retry, current::hasWaiting));
            retry = Optional.of(started);
            started.start();
        }
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
            change.unlock();
        }
    }

    /**
     * Binds what is configured and isn't open yet. Until the change is closed, by this thread,
     * there is no other.
     *
     * @throws CannotStart when one can't be bound; then nothing has changed
     */
    public Prepared prepare(List<ListenerDefinition> definitions) throws CannotStart {
        change.lock();
        boolean prepared = false;
        try {
            Prepared next =
                    new Prepared(
                            ListenerChange.of(current.sockets(), configured(definitions), binder));
            prepared = true;
            return next;
        } finally {
            if (!prepared) {
                change.unlock();
            }
        }
    }

    private void apply(ListenerChange next) {
        List<ListenerEntry> before = current.entries();
        current.apply(next);
        new ListenerEvents(log).changed(before, current.entries());
        startRetry();
    }

    private void retry() {
        change.lock();
        try {
            if (current.hasWaiting()) {
                apply(ListenerChange.retried(current.sockets(), current.entries(), binder));
            }
        } finally {
            change.unlock();
        }
    }

    /** {@return what an administrator may do with them} */
    public ListenerControl control() {
        return new ListenerCommands(this);
    }

    /** {@return all configured ones, in the order of their lines} */
    List<ListenerEntry> entries() {
        return current.entries();
    }

    /** A change of one entry by a command. */
    interface EntryAction {
        ListenerEntry of(ListenerEntry entry) throws CannotStart;
    }

    /** An administrator learns that a reload hangs, for instance on a file server. */
    private void lockForCommand() throws CannotStart {
        boolean locked = false;
        try {
            locked = change.tryLock(COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!locked) {
            throw new CannotStart(
                    ExitStatus.UNAVAILABLE, "a reload is under way; try again when it has ended");
        }
    }

    /**
     * Changes the listeners of a name, all of them or none.
     *
     * @return whether there is one
     * @throws CannotStart when one can't be bound, or a reload takes long; then nothing has changed
     */
    boolean change(String name, EntryAction action) throws CannotStart {
        lockForCommand();
        try {
            List<ListenerEntry> next = new ArrayList<>();
            boolean isKnown = false;
            for (ListenerEntry entry : current.entries()) {
                boolean isMeant = entry.definition().name().equals(name);
                isKnown |= isMeant;
                next.add(isMeant ? action.of(entry) : entry);
            }
            if (isKnown) {
                apply(ListenerChange.of(current.sockets(), next, binder));
            }
            return isKnown;
        } finally {
            change.unlock();
        }
    }

    /** {@return the line that says where it listens, with the real ports, and what waits} */
    public LogLine ready() {
        LogLine line = LogLine.of("ready");
        for (ListenerEntry entry : current.entries()) {
            if (entry.socket().isPresent()) {
                line.with(
                        entry.definition().logName(),
                        text(entry.socket().get().listeningSocket().address()));
            } else if (entry.state() == State.WAITING) {
                line.with("waiting", entry.definition().name());
            }
        }
        return line;
    }

    private static String text(InetSocketAddress socketAddress) {
        String address = socketAddress.getAddress().getHostAddress();
        boolean six = socketAddress.getAddress() instanceof Inet6Address;
        return (six ? "[" + address + "]" : address) + ":" + socketAddress.getPort();
    }

    /** {@return the address of the first open listener} */
    public InetSocketAddress first() {
        return current.entries().stream()
                .flatMap(entry -> entry.socket().stream())
                .findFirst()
                .orElseThrow()
                .listeningSocket()
                .address();
    }

    /** Closes all listeners and gives sessions a moment to say goodbye, then closes those. */
    public void stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Listener> all = current.close();
        try {
            for (Listener listener : all) {
                listener.stopAccepting();
            }
            for (Listener listener : all) {
                long left = Math.max(0, deadline - System.nanoTime());
                boolean _ = listener.endSessions(Duration.ofNanos(left));
            }
        } catch (IOException _) {
            // What did not close in order is closed now.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        for (Listener listener : current.close()) {
            try {
                listener.close();
            } catch (IOException _) {
                // The process is about to end; so is the socket.
            }
        }
    }
}
