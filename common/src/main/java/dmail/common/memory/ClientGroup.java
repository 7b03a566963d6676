package dmail.common.memory;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The group that a session is counted in: all clients of one network, or one user of this host. */
public sealed interface ClientGroup {
    /**
     * Bits of the prefix; a client can use any address of its network (RFC 6177: a /64 at least).
     */
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

    /** A user of this host, as the kernel reports it. */
    record User(String name) implements ClientGroup {
        @Override
        public boolean isHere() {
            return true;
        }
    }

    /** {@return whether its clients are on this host} */
    boolean isHere();

    /**
     * {@return the group of a client}
     *
     * @param prefix bits of an IPv6 address that identify a client, 1 to 128; an IPv4 address, a
     *     loopback address and a link-local one is each a group of its own
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
