package dmail.common.server;

import dmail.common.net.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How places are had of this machine. */
interface Sockets {
    Sockets OF_THIS_MACHINE =
            new Sockets() {
                @Override
                public ListeningSocket bind(InetSocketAddress address, boolean beside)
                        throws IOException {
                    return beside
                            ? ListeningSocket.bindBeside(address)
                            : ListeningSocket.bind(address);
                }

                @Override
                public boolean isMissing(InetAddress address) {
                    return ListeningSocket.isMissing(address);
                }
            };

    /**
     * Takes a place.
     *
     * @param beside whether it overlaps with one of ours, which is shared
     * @throws IOException when it can't be had
     */
    ListeningSocket bind(InetSocketAddress address, boolean beside) throws IOException;

    /** {@return whether the machine lacks the address now} */
    boolean isMissing(InetAddress address);
}
