package dmail.setup.found;

import dmail.common.net.ListeningSocket;
import java.net.InetAddress;

/** Which addresses are this machine's. */
@FunctionalInterface
public interface OwnAddresses {
    /** {@return whether a socket can be bound to the address now} */
    boolean has(InetAddress address);

    /** {@return those of the machine that this program runs on} */
    static OwnAddresses ofSystem() {
        return address -> !ListeningSocket.isAddressMissing(address);
    }
}
