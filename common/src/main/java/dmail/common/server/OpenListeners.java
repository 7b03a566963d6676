package dmail.common.server;

import dmail.common.admin.listen.ListenerState.State;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The listeners as they are now, with their sockets. Thread-safe. */
final class OpenListeners {
    private final Function<ListenerDefinition, Listener.Service> services;
    private final SessionLimits limits;
    private final ReentrantLock change;

    /** Guarded by this, as all below. */
    private List<ListenerEntry> entries = List.of();

    /**
     * Sockets of specific addresses that were open before the wildcard was. Closing one would reset
     * the connections that wait there, so it stays as an additional socket of the wildcard.
     */
    private List<BoundSocket> retainedSockets = List.of();

    private boolean closed;

    /** There is one as soon as a change leaves a socket unused. */
    private Optional<ClosingListeners> closing = Optional.empty();

    /**
     * Has none at first.
     *
     * @param services what serves at a listener
     * @param limits shared by all
     * @param change held by whoever makes a change
     */
    OpenListeners(
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            ReentrantLock change) {
        this.services = services;
        this.limits = limits;
        this.change = change;
    }

    /** {@return all configured ones, in the order of their lines} */
    synchronized List<ListenerEntry> entries() {
        return entries;
    }

    /** {@return all sockets that are open, also those that are about to be closed} */
    synchronized List<BoundSocket> sockets() {
        List<BoundSocket> sockets = new ArrayList<>();
        entries.forEach(entry -> entry.socket().ifPresent(sockets::add));
        sockets.addAll(retainedSockets);
        if (closing.isPresent()) {
            sockets.addAll(closing.get().sockets());
        }
        return sockets;
    }

    /** {@return whether a listener waits for its address} */
    synchronized boolean hasWaiting() {
        if (closed) {
            return false;
        }
        for (ListenerEntry entry : entries) {
            if (entry.state() == State.WAITING) {
                return true;
            }
        }
        return false;
    }

    /** Accepts clients at the new sockets, and closes those that are no longer used. */
    synchronized void apply(ListenerChange change) {
        if (closed) {
            change.rollback();
            return;
        }
        List<ListenerEntry> now = new ArrayList<>();
        for (ListenerEntry entry : change.entries()) {
            now.add(accepting(entry));
        }
        change.disableReusePort();
        entries = List.copyOf(now);
        List<BoundSocket> unused = change.unusedSockets();
        if (closing.isPresent()) {
            closing.get().retainClosing(unused);
        }
        List<BoundSocket> retained = new ArrayList<>();
        for (BoundSocket socket : unused) {
            Optional<ListenerEntry> wildcard = entryCovering(socket);
            if (wildcard.isPresent()) {
                retained.add(accept(socket, wildcard.get().definition()));
            } else {
                close(socket);
            }
        }
        retainedSockets = List.copyOf(retained);
    }

    private ListenerEntry accepting(ListenerEntry entry) {
        Optional<BoundSocket> socket = entry.socket();
        return socket.isEmpty()
                ? entry
                : ListenerEntry.listening(
                        entry.definition(), accept(socket.get(), entry.definition()));
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

    private void close(BoundSocket socket) {
        Map<InetAddress, Listener.Service> successors = new HashMap<>();
        for (ListenerEntry entry : entries) {
            entry.socket()
                    .filter(specific -> specific.isCoveredBy(socket))
                    .flatMap(BoundSocket::address)
                    .ifPresent(at -> successors.put(at, services.apply(entry.definition())));
        }
        if (successors.isEmpty()) {
            closing().close(socket);
        } else {
            closing().drain(socket, successors);
        }
    }

    private ClosingListeners closing() {
        if (closing.isEmpty()) {
            closing = Optional.of(new ClosingListeners(change));
        }
        return closing.get();
    }

    /** {@return all that may have sessions; a change that is under way opens nothing any more} */
    synchronized List<Listener> close() {
        closed = true;
        List<Listener> all = new ArrayList<>();
        closing.ifPresent(each -> all.addAll(each.listeners()));
        sockets().forEach(socket -> socket.listener().ifPresent(all::add));
        return all;
    }
}
