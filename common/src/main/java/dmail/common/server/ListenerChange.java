package dmail.common.server;

import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
            if (entry.socket().isPresent()) {
                unusedSockets.remove(entry.socket().get());
            }
        }
    }

    private ListenerEntry opened(ListenerEntry wanted, List<ListenerEntry> all) throws CannotStart {
        boolean isToBeOpened = wanted.state() == State.LISTENING && wanted.socket().isEmpty();
        if (!isToBeOpened) {
            return wanted;
        }
        for (BoundSocket socket : unusedSockets) {
            if (socket.matches(wanted.definition())) {
                unusedSockets.remove(socket);
                return ListenerEntry.listening(wanted.definition(), socket);
            }
        }
        return bindOrWait(wanted.definition(), all);
    }

    private ListenerEntry bindOrWait(ListenerDefinition definition, List<ListenerEntry> all)
            throws CannotStart {
        for (ListenerEntry other : all) {
            if (hasSameSocket(other, definition)) {
                throw cannotListen(
                        definition,
                        "listener " + other.definition().name() + " of this server does");
            }
        }
        try {
            return ListenerEntry.listening(definition, bind(definition));
        } catch (IOException e) {
            String why = BindFailureText.text(definition, e, binder);
            if (!isAddressMissing(definition)) {
                throw cannotListen(definition, why);
            }
            return switch (definition.missing()) {
                case WAIT -> ListenerEntry.waiting(definition);
                case FAIL ->
                        throw cannotListen(
                                definition,
                                why + "; listener " + definition.name() + " has missing fail");
            };
        }
    }

    private static boolean hasSameSocket(ListenerEntry other, ListenerDefinition definition) {
        return definition.port() != 0
                && other.socket().isPresent()
                && other.socket().get().matches(definition);
    }

    private ListenerEntry retried(ListenerEntry waiting) {
        ListenerDefinition definition = waiting.definition();
        try {
            return ListenerEntry.listening(definition, bind(definition));
        } catch (IOException e) {
            return isAddressMissing(definition)
                    ? ListenerEntry.waiting(definition)
                    : ListenerEntry.waiting(
                            definition, BindFailureText.text(definition, e, binder));
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
        boolean overlaps = false;
        for (BoundSocket other : openSockets) {
            if (other.overlaps(definition)) {
                overlaps = true;
                reusePortSockets.add(other);
                other.listeningSocket().setReusePort(true);
            }
        }
        BoundSocket socket = BoundSocket.bind(definition, overlaps, binder);
        newSockets.add(socket);
        if (overlaps) {
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
