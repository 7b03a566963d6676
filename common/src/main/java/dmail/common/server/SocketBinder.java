package dmail.common.server;

import dmail.common.net.ListeningSocket;
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
}
