package dmail.smtp.source;

import java.net.Inet6Address;
import java.net.InetAddress;

/** How far an address is known. */
enum Reach {
    LOOPBACK,
    LINK,
    SITE,
    WORLD;

    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    /** Nets for documentation and benchmarks count as public. */
    static Reach of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK;
        }
        return isOfSite(address) ? SITE : WORLD;
    }

    /** RFC 1918 and RFC 4193; Java knows only the older fec0::/10 for IPv6. */
    private static boolean isOfSite(InetAddress address) {
        return address instanceof Inet6Address
                ? (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL
                : address.isSiteLocalAddress();
    }

    /** {@return whether a host at {@code other} can answer this address} */
    boolean reaches(Reach other) {
        return compareTo(other) >= 0;
    }
}
