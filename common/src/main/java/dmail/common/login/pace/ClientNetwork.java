package dmail.common.login.pace;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Addresses that one site is likely to have to itself, as far as failed logins are counted.
 *
 * @param octets the address, without the bits that don't count
 * @param prefix how many count
 */
record ClientNetwork(ByteBuffer octets, int prefix) {
    /** A site has at least 64 bits of IPv6 addresses to itself. */
    private static final int OF_A_SITE = 64;

    /** {@return the address itself, or the 64 bits of a site} */
    static ClientNetwork near(InetAddress client) {
        return client instanceof Inet6Address
                ? of(client, OF_A_SITE)
                : of(client, client.getAddress().length * Byte.SIZE);
    }

    /**
     * {@return the network that a client may have got many sites' addresses of}
     *
     * @param prefix how many bits of an IPv6 address it has
     */
    static ClientNetwork wide(InetAddress client, int prefix) {
        return client instanceof Inet6Address ? of(client, prefix) : near(client);
    }

    private static ClientNetwork of(InetAddress client, int prefix) {
        byte[] octets = Arrays.copyOf(client.getAddress(), (prefix + 7) / Byte.SIZE);
        int spare = octets.length * Byte.SIZE - prefix;
        octets[octets.length - 1] &= (byte) (0xff << spare);
        return new ClientNetwork(ByteBuffer.wrap(octets), prefix);
    }
}
