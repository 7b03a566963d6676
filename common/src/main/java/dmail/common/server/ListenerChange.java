package dmail.common.server;

import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.WhenMissing;
import dmail.common.io.Reason;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The change from the open sockets to the configured listeners. What both have stays as it is; new
 * sockets are bound at once, but accept no clients before all are bound.
 */
final class ListenerChange {
    private static final int FIRST_UNPRIVILEGED = 1024;

    private final SocketBinder binder;
    private final List<BoundSocket> unusedSockets;
    private final List<BoundSocket> newSockets = new ArrayList<>();
    private final List<BoundSocket> reusePortSockets = new ArrayList<>();
    private final List<ListenerEntry> entries = new ArrayList<>();

    private ListenerChange(List<BoundSocket> open, SocketBinder binder) {
        unusedSockets = new ArrayList<>(open);
        this.binder = binder;
    }

    /**
     * Binds the new sockets.
     *
     * @throws CannotStart when one can't be bound; then nothing has changed
     */
    static ListenerChange of(
            List<BoundSocket> open, List<ListenerDefinition> definitions, SocketBinder binder)
            throws CannotStart {
        ListenerChange next = new ListenerChange(open, binder);
        List<Optional<BoundSocket>> kept = definitions.stream().map(next::keep).toList();
        boolean complete = false;
        try {
            for (int i = 0; i < definitions.size(); i++) {
                next.fill(definitions.get(i), kept.get(i));
            }
            complete = true;
        } finally {
            if (!complete) {
                next.rollback();
            }
        }
        return next;
    }

    private Optional<BoundSocket> keep(ListenerDefinition definition) {
        if (!definition.isOpen()) {
            return Optional.empty();
        }
        Optional<BoundSocket> same =
                unusedSockets.stream().filter(socket -> socket.matches(definition)).findFirst();
        same.ifPresent(unusedSockets::remove);
        return same;
    }

    private void fill(ListenerDefinition definition, Optional<BoundSocket> kept)
            throws CannotStart {
        if (kept.isPresent()) {
            entries.add(ListenerEntry.listening(definition, kept.get()));
        } else if (definition.isOpen()) {
            entries.add(bindOrWait(definition));
        } else {
            entries.add(ListenerEntry.closed(definition));
        }
    }

    private ListenerEntry bindOrWait(ListenerDefinition definition) throws CannotStart {
        try {
            return ListenerEntry.listening(definition, bind(definition));
        } catch (IOException e) {
            if (definition.missing() == WhenMissing.WAIT
                    && definition.address().filter(binder::isAddressMissing).isPresent()) {
                return ListenerEntry.waiting(definition);
            }
            throw new CannotStart(
                    ExitStatus.OS_ERROR,
                    "can't listen at "
                            + text(BoundSocket.address(definition))
                            + ": "
                            + why(definition, e));
        }
    }

    /** The system's own words don't say what gives the permission. */
    private static String why(ListenerDefinition definition, IOException e) {
        String reason = Reason.of(e);
        return definition.port() < FIRST_UNPRIVILEGED && reason.equals("Permission denied")
                ? reason
                        + "; a port below 1024 needs a start as root, or with CAP_NET_BIND_SERVICE"
                        + " (AmbientCapabilities in a unit of systemd)"
                : reason;
    }

    /**
     * {@return one listener, bound or waiting, also with {@code enable false}}
     *
     * @throws CannotStart when it can't be bound
     */
    static ListenerEntry bound(ListenerDefinition definition, SocketBinder binder)
            throws CannotStart {
        return new ListenerChange(List.of(), binder).bindOrWait(definition);
    }

    private BoundSocket bind(ListenerDefinition definition) throws IOException {
        List<BoundSocket> others =
                unusedSockets.stream().filter(socket -> socket.overlaps(definition)).toList();
        for (BoundSocket other : others) {
            reusePortSockets.add(other);
            other.listeningSocket().setReusePort(true);
        }
        BoundSocket socket = BoundSocket.bind(definition, !others.isEmpty(), binder);
        newSockets.add(socket);
        if (!others.isEmpty()) {
            reusePortSockets.add(socket);
        }
        return socket;
    }

    static String text(InetSocketAddress socketAddress) {
        String address = socketAddress.getAddress().getHostAddress();
        boolean six = socketAddress.getAddress() instanceof Inet6Address;
        return (six ? "[" + address + "]" : address) + ":" + socketAddress.getPort();
    }

    /** {@return the configured listeners, with their sockets} */
    List<ListenerEntry> entries() {
        return entries;
    }

    /** {@return the open sockets that are no longer configured} */
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
