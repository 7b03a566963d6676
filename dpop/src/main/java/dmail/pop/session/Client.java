package dmail.pop.session;

import java.net.InetAddress;

/**
 * The client of a session.
 *
 * @param id the session's id in log lines
 * @param address where the client connects from
 * @param connectedTo the address that the client has reached
 * @param port at which it has
 * @param listener the name in dmail.conf of the listener there
 * @param isProxy whether it is a proxy that connects for itself, or for a client whose address it
 *     doesn't know, so that it has none of the rights that lines give to its address
 */
public record Client(
        String id,
        InetAddress address,
        InetAddress connectedTo,
        int port,
        String listener,
        boolean isProxy) {
    /** A client whose address is known. */
    public Client(
            String id, InetAddress address, InetAddress connectedTo, int port, String listener) {
        this(id, address, connectedTo, port, listener, false);
    }

    /** {@return whether it is on this host, so that nobody sees what it sends} */
    boolean isOnThisHost() {
        return !isProxy && address.isLoopbackAddress();
    }
}
