package dmail.common.memory;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whom a session is counted with: those who can be anybody of a network, or a user here. */
public sealed interface ClientGroup {
    /** A client has as many addresses of its network as it likes (RFC 6177: a /64 at least). */
    int USUAL_PREFIX = 64;

    /**
     * A network.
     *
     * @param first its first address
     */
    record Network(InetAddress first) implements ClientGroup {
        @Override
        public boolean isHere() {
            return first.isLoopbackAddress();
        }
    }

    /** A user of this host, by the word of the kernel. */
    record User(String name) implements ClientGroup {
        @Override
        public boolean isHere() {
            return true;
        }
    }

    /** {@return whether it is on this host} */
    boolean isHere();

    /**
     * {@return the client group of a client}
     *
     * @param prefix bits by which IPv6 clients are told apart, 1 to 128; an IPv4 address, a
     *     loopback address and one that holds on a single link are each a client group
     */
    static ClientGroup of(InetAddress client, int prefix) {
        boolean single =
                !(client instanceof Inet6Address)
                        || client.isLoopbackAddress()
                        || client.isLinkLocalAddress();
        return new Network(single ? client : masked(client.getAddress(), prefix));
    }

    private static InetAddress masked(byte[] address, int prefix) {
        int whole = prefix / Byte.SIZE;
        if (whole < address.length) {
            int kept = 0xff00 >> prefix % Byte.SIZE;
            address[whole] = (byte) (address[whole] & kept);
            Arrays.fill(address, whole + 1, address.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException notSixteen) {
            throw new IllegalStateException(notSixteen);
        }
    }
}
