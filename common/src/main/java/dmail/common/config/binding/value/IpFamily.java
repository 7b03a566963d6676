package dmail.common.config.binding.value;

import java.net.Inet4Address;
import java.net.InetAddress;

/** A version of IP. */
public enum IpFamily {
    IPV4,
    IPV6;

    public static IpFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** {@return the name as people write it} */
    @Override
    public String toString() {
        return this == IPV4 ? "IPv4" : "IPv6";
    }
}
