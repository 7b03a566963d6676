package dmail.common.server;

import dmail.common.config.listen.ListenerDefinition;
import dmail.common.net.Listener;
import dmail.common.net.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A socket that is bound for a configured listener; clients are accepted once it has a listener.
 *
 * @param name that of the listener it was bound for
 * @param address empty means every address
 * @param port as configured: 0 means any free one
 */
record BoundSocket(
        String name,
        Optional<InetAddress> address,
        int port,
        ListeningSocket listeningSocket,
        Optional<Listener> listener) {
    /** Binds the address and port of a configured listener. */
    static BoundSocket bind(ListenerDefinition definition, boolean reusePort, SocketBinder binder)
            throws IOException {
        ListeningSocket listeningSocket = binder.bind(address(definition), reusePort);
        return new BoundSocket(
                definition.name(),
                definition.address(),
                definition.port(),
                listeningSocket,
                Optional.empty());
    }

    static InetSocketAddress address(ListenerDefinition definition) {
        return definition.address().isPresent()
                ? new InetSocketAddress(definition.address().get(), definition.port())
                : new InetSocketAddress(definition.port());
    }

    BoundSocket with(Listener accepting) {
        return new BoundSocket(name, address, port, listeningSocket, Optional.of(accepting));
    }

    /**
     * {@return whether this is the socket of a configured listener} One with port 0 is known by its
     * name.
     */
    boolean matches(ListenerDefinition definition) {
        return port == definition.port()
                && address.equals(definition.address())
                && (port != 0 || name.equals(definition.name()));
    }

    /** {@return whether one is the wildcard and the other a specific address of the same port} */
    boolean overlaps(ListenerDefinition definition) {
        return port != 0
                && port == definition.port()
                && address.isEmpty() != definition.address().isEmpty();
    }

    /** {@return whether clients reach this when they want the other's port at its address} */
    boolean isCoveredBy(BoundSocket all) {
        return port != 0 && port == all.port && address.isPresent() && all.address.isEmpty();
    }

    int realPort() {
        return listeningSocket.address().getPort();
    }

    /** Accepts no more clients; sessions go on. */
    void close() throws IOException {
        if (listener.isPresent()) {
            listener.get().stopAccepting();
        } else {
            listeningSocket.close();
        }
    }
}
