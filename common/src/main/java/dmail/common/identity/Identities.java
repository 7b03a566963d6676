package dmail.common.identity;

import dmail.common.config.listen.ListenerIdentity;
import java.net.InetAddress;

/** What this host is to clients, by where they connect. */
@FunctionalInterface
public interface Identities {
    /**
     * {@return what it is to a client}
     *
     * @param listener that it connected to
     * @param reached the address of this host that it connected to
     */
    Identity at(ListenerIdentity listener, InetAddress reached);
}
