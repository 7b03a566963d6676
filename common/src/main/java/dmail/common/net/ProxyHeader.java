package dmail.common.net;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * What the first octets of a proxied connection say. By the PROXY protocol, versions 1 and 2, a
 * proxy sends them ahead of what its client sends.
 */
public sealed interface ProxyHeader {
    /**
     * Octets of the longest header: version 1 needs 107, and version 2 may send as much as fits
     * into one segment in every network (its section 2.2). A longer one is malformed.
     */
    int LONGEST = 536;

    /** The client, and the address and port that it has connected to. */
    record Proxied(InetAddress client, int clientPort, InetAddress reached, int reachedPort)
            implements ProxyHeader {}

    /**
     * The connection's own addresses hold: the proxy connects for itself, for instance to see
     * whether we are alive, or it doesn't know the client's address (LOCAL, UNKNOWN, UNSPEC).
     */
    record Local() implements ProxyHeader {}

    /**
     * More octets must be read.
     *
     * @param octets at least so many of the header are still to come, so that reading them takes
     *     nothing of what the client sends
     */
    record Incomplete(int octets) implements ProxyHeader {}

    /**
     * It is no header.
     *
     * @param why for the log, a clause
     */
    record Malformed(String why) implements ProxyHeader {}

    /**
     * Parses the octets that have come so far.
     *
     * @param octets holds them from the start; what follows them isn't looked at
     * @param length how many there are
     */
    static ProxyHeader parse(byte[] octets, int length) {
        if (length == 0) {
            return new Incomplete(ProxyVersion2.SIGNATURE.length);
        }
        if (startsLike(ProxyVersion2.SIGNATURE, octets, length)) {
            return ProxyVersion2.parse(octets, length);
        }
        return startsLike(ProxyVersion1.START, octets, length)
                ? ProxyVersion1.parse(octets, length)
                : new Malformed("no PROXY header");
    }

    private static boolean startsLike(byte[] wanted, byte[] octets, int length) {
        int compared = Math.min(length, wanted.length);
        return Arrays.equals(octets, 0, compared, wanted, 0, compared);
    }
}
