package dmail.common.server;

import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.WhenMissing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The change from the open sockets to the listeners that are to be open. What both have stays as it
 * is; new sockets are bound at once, but accept no clients before all are bound.
 */
final class ListenerChange {
    private final SocketBinder binder;
    private final List<BoundSocket> openSockets;
    private final List<BoundSocket> unusedSockets;
    private final List<BoundSocket> newSockets = new ArrayList<>();
    private final List<BoundSocket> reusePortSockets = new ArrayList<>();
    private final List<ListenerEntry> entries = new ArrayList<>();

    private ListenerChange(List<BoundSocket> openSockets, SocketBinder binder) {
        this.openSockets = openSockets;
        this.unusedSockets = new ArrayList<>(openSockets);
        this.binder = binder;
    }

    /**
     * Binds new sockets. Listeners that wait already go on to wait.
     *
     * @param wanted those that are {@code LISTENING} are to be open
     * @throws CannotStart when one can't be bound; then nothing has changed
     */
    static ListenerChange of(
            List<BoundSocket> openSockets, List<ListenerEntry> wanted, SocketBinder binder)
            throws CannotStart {
        ListenerChange change = new ListenerChange(openSockets, binder);
        change.keepOpen(wanted);
        boolean complete = false;
        try {
            for (ListenerEntry entry : wanted) {
                change.entries.add(change.opened(entry, wanted));
            }
            complete = true;
        } finally {
            if (!complete) {
                change.rollback();
            }
        }
        return change;
    }

    /** Binds what can be bound of the listeners that wait. */
    static ListenerChange retried(
            List<BoundSocket> openSockets, List<ListenerEntry> current, SocketBinder binder) {
        ListenerChange change = new ListenerChange(openSockets, binder);
        change.keepOpen(current);
        for (ListenerEntry entry : current) {
            change.entries.add(entry.state() == State.WAITING ? change.retried(entry) : entry);
        }
        return change;
    }

    private void keepOpen(List<ListenerEntry> wanted) {
        for (ListenerEntry entry : wanted) {
            entry.socket().ifPresent(unusedSockets::remove);
        }
    }

    private ListenerEntry opened(ListenerEntry wanted, List<ListenerEntry> all) throws CannotStart {
        boolean isToBeOpened = wanted.state() == State.LISTENING && wanted.socket().isEmpty();
        if (!isToBeOpened) {
            return wanted;
        }
        Optional<BoundSocket> kept =
                unusedSockets.stream()
                        .filter(socket -> socket.matches(wanted.definition()))
                        .findFirst();
        if (kept.isPresent()) {
            unusedSockets.remove(kept.get());
            return ListenerEntry.listening(wanted.definition(), kept.get());
        }
        return bindOrWait(wanted, all);
    }

    private ListenerEntry bindOrWait(ListenerEntry wanted, List<ListenerEntry> all)
            throws CannotStart {
        ListenerDefinition definition = wanted.definition();
        Optional<ListenerEntry> owner =
                all.stream().filter(other -> hasSameSocket(other, definition)).findFirst();
        if (owner.isPresent()) {
            throw cannotListen(
                    definition,
                    "listener " + owner.get().definition().name() + " of this server does");
        }
        try {
            return ListenerEntry.listening(definition, bind(definition));
        } catch (IOException e) {
            if (definition.missing() == WhenMissing.WAIT && isAddressMissing(definition)) {
                return ListenerEntry.waiting(definition);
            }
            throw cannotListen(definition, BindFailure.text(definition, e, binder));
        }
    }

    private static boolean hasSameSocket(ListenerEntry other, ListenerDefinition definition) {
        return other.socket()
                .filter(socket -> definition.port() != 0 && socket.matches(definition))
                .isPresent();
    }

    private ListenerEntry retried(ListenerEntry waiting) {
        ListenerDefinition definition = waiting.definition();
        try {
            return ListenerEntry.listening(definition, bind(definition));
        } catch (IOException e) {
            return isAddressMissing(definition)
                    ? ListenerEntry.waiting(definition)
                    : ListenerEntry.waiting(definition, BindFailure.text(definition, e, binder));
        }
    }

    private boolean isAddressMissing(ListenerDefinition definition) {
        return definition.address().filter(binder::isAddressMissing).isPresent();
    }

    private static CannotStart cannotListen(ListenerDefinition definition, String why) {
        return new CannotStart(
                ExitStatus.OS_ERROR, "can't listen at " + definition.addressAndPort() + ": " + why);
    }

    private BoundSocket bind(ListenerDefinition definition) throws IOException {
        List<BoundSocket> overlapping =
                openSockets.stream().filter(socket -> socket.overlaps(definition)).toList();
        for (BoundSocket other : overlapping) {
            reusePortSockets.add(other);
            other.listeningSocket().setReusePort(true);
        }
        BoundSocket socket = BoundSocket.bind(definition, !overlapping.isEmpty(), binder);
        newSockets.add(socket);
        if (!overlapping.isEmpty()) {
            reusePortSockets.add(socket);
        }
        return socket;
    }

    /** {@return the listeners after the change, with their sockets} */
    List<ListenerEntry> entries() {
        return entries;
    }

    /** {@return the open sockets that no listener uses any more} */
    List<BoundSocket> unusedSockets() {
        return unusedSockets;
    }

    /** Ends the sharing of ports. */
    void disableReusePort() {
        for (BoundSocket socket : reusePortSockets) {
            try {
                socket.listeningSocket().setReusePort(false);
            } catch (IOException closed) {
                // Then there is nothing to share.
            }
        }
    }

    /** Closes the new sockets. */
    void rollback() {
        for (BoundSocket socket : newSockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It has accepted no client.
            }
        }
        disableReusePort();
    }
}
