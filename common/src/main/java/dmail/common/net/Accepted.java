package dmail.common.net;

import java.net.InetAddress;
import java.net.Socket;

/**
 * A connection that a listener has accepted.
 *
 * @param socket the connection, perhaps a proxy's
 * @param client who connects
 * @param clientPort its port
 * @param reached the address that the client has connected to
 * @param local this host's address of the connection, another one than the reached behind a proxy
 * @param isOfProxy whether the client is a proxy that connects for itself, or for a client whose
 *     address it doesn't know
 */
public record Accepted(
        Socket socket,
        InetAddress client,
        int clientPort,
        InetAddress reached,
        InetAddress local,
        boolean isOfProxy) {
    /** {@return a connection whose own addresses are those of the client} */
    public static Accepted of(Socket socket) {
        InetAddress local = socket.getLocalAddress();
        return new Accepted(socket, socket.getInetAddress(), socket.getPort(), local, local, false);
    }

    /** {@return the port that the client, or a proxy for it, has connected to} */
    public int reachedPort() {
        return socket.getLocalPort();
    }

    /** {@return the same connection, by the addresses of its PROXY header} */
    Accepted behindProxy(ProxyHeader.Proxied header) {
        return new Accepted(
                socket, header.client(), header.clientPort(), header.reached(), local, false);
    }

    /** {@return the same connection, whose PROXY header names no client} */
    Accepted ofProxy() {
        return new Accepted(socket, client, clientPort, reached, local, true);
    }
}
