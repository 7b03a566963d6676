package dmail.common.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The binary header. Further fields may follow the addresses (TLVs); they aren't looked at. */
final class ProxyVersion2 {
    static final byte[] SIGNATURE = {
        '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };

    /** Octets up to the end of the length of the rest. */
    private static final int START = 16;

    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;
    private static final int LENGTH_AT = 14;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int MOST_FAMILY = 3;
    private static final int MOST_TRANSPORT = 2;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;

    private ProxyVersion2() {}

    static ProxyHeader parse(byte[] octets, int length) {
        if (length < START) {
            return new ProxyHeader.Incomplete(START - length);
        }
        int command = octets[COMMAND_AT] & 0xff;
        if (command != LOCAL && command != PROXY) {
            return new ProxyHeader.Malformed("a PROXY header of an unknown version or command");
        }
        int whole = START + number(octets, LENGTH_AT);
        if (whole > ProxyHeader.LONGEST) {
            return new ProxyHeader.Malformed(
                    "the PROXY header is longer than " + ProxyHeader.LONGEST + " octets");
        }
        if (length < whole) {
            return new ProxyHeader.Incomplete(whole - length);
        }
        return command == LOCAL ? new ProxyHeader.Local() : proxied(octets, whole);
    }

    /** A known family or transport that mail doesn't come by counts as UNSPEC. */
    private static ProxyHeader proxied(byte[] octets, int whole) {
        int family = octets[FAMILY_AT] & 0xff;
        return switch (family) {
            case TCP_OVER_IPV4 -> proxied(octets, whole, IPV4_OCTETS);
            case TCP_OVER_IPV6 -> proxied(octets, whole, IPV6_OCTETS);
            default ->
                    family >> 4 <= MOST_FAMILY && (family & 0xf) <= MOST_TRANSPORT
                            ? new ProxyHeader.Local()
                            : new ProxyHeader.Malformed("a PROXY header of an unknown family");
        };
    }

    private static ProxyHeader proxied(byte[] octets, int whole, int size) {
        int ports = START + 2 * size;
        if (whole < ports + 4) {
            return new ProxyHeader.Malformed("the PROXY header is too short for its addresses");
        }
        return new ProxyHeader.Proxied(
                address(octets, START, size),
                number(octets, ports),
                address(octets, START + size, size),
                number(octets, ports + 2));
    }

    private static InetAddress address(byte[] octets, int from, int size) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(octets, from, from + size));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int number(byte[] octets, int from) {
        return (octets[from] & 0xff) << 8 | (octets[from + 1] & 0xff);
    }
}
