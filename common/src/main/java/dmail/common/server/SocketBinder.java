package dmail.common.server;

import dmail.common.net.ListeningSocket;
import dmail.common.net.PrivilegedPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How sockets are bound on this machine. */
interface SocketBinder {
    SocketBinder OF_THIS_MACHINE =
            new SocketBinder() {
                @Override
                public ListeningSocket bind(InetSocketAddress address, boolean reusePort)
                        throws IOException {
                    return reusePort
                            ? ListeningSocket.bindReusePort(address)
                            : ListeningSocket.bind(address);
                }

                @Override
                public boolean isAddressMissing(InetAddress address) {
                    return ListeningSocket.isAddressMissing(address);
                }

                @Override
                public boolean isReserved(int port) {
                    return PrivilegedPorts.isReserved(port);
                }
            };

    /**
     * Binds a listening socket.
     *
     * @param reusePort whether it overlaps with a socket of ours that has SO_REUSEPORT set
     * @throws IOException when it can't be bound
     */
    ListeningSocket bind(InetSocketAddress address, boolean reusePort) throws IOException;

    /** {@return whether the machine lacks the address now} */
    boolean isAddressMissing(InetAddress address);

    /** {@return whether this process lacks the right to bind a port} */
    boolean isReserved(int port);
}
