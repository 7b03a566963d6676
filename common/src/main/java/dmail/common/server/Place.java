package dmail.common.server;

import dmail.common.config.listen.ListenerDefinition;
import dmail.common.net.Listener;
import dmail.common.net.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A socket of ours, with what it was opened for; accepted at, once there is a listener.
 *
 * @param name whose it was first
 * @param address empty means every address
 * @param port as the lines gave it: 0 means any free one
 */
record Place(
        String name,
        Optional<InetAddress> address,
        int port,
        ListeningSocket socket,
        Optional<Listener> listener) {
    /** Takes what lines want of one place. */
    static Place bind(ListenerDefinition wanted, boolean beside, Sockets sockets)
            throws IOException {
        ListeningSocket socket = sockets.bind(address(wanted), beside);
        return new Place(wanted.name(), wanted.address(), wanted.port(), socket, Optional.empty());
    }

    static InetSocketAddress address(ListenerDefinition wanted) {
        return wanted.address()
                .map(address -> new InetSocketAddress(address, wanted.port()))
                .orElseGet(() -> new InetSocketAddress(wanted.port()));
    }

    Place with(Listener accepting) {
        return new Place(name, address, port, socket, Optional.of(accepting));
    }

    /** {@return whether this is what lines want} Which free port one has is known by its name. */
    boolean serves(ListenerDefinition wanted) {
        return port == wanted.port()
                && address.equals(wanted.address())
                && (port != 0 || name.equals(wanted.name()));
    }

    /** {@return whether one of the two is on all addresses and the other on one of these} */
    boolean overlaps(ListenerDefinition wanted) {
        return port != 0
                && port == wanted.port()
                && address.isEmpty() != wanted.address().isEmpty();
    }

    /** {@return whether clients reach this when they want the other's port at its address} */
    boolean isWithin(Place all) {
        return port != 0 && port == all.port && address.isPresent() && all.address.isEmpty();
    }

    int realPort() {
        return socket.address().getPort();
    }

    /** Lets no one in any more; sessions go on. */
    void close() throws IOException {
        if (listener.isPresent()) {
            listener.get().stopAccepting();
        } else {
            socket.close();
        }
    }
}
