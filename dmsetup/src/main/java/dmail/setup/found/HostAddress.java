package dmail.setup.found;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of this machine's own addresses.
 *
 * @param prefixLength of the network that it is in
 */
public record HostAddress(InetAddress address, int prefixLength) {
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    /** {@return whether only neighbours can reach it: RFC 1918, RFC 4193} */
    public boolean isPrivate() {
        return address instanceof Inet6Address
                ? (address.getAddress()[0] & 0xfe) == 0xfc
                : address.isSiteLocalAddress();
    }

    /** {@return its network as dmail.conf writes one, such as {@code 192.168.1.0/24}} */
    public String network() {
        byte[] octets = address.getAddress();
        for (int bit = prefixLength; bit < octets.length * 8; bit++) {
            octets[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return text(InetAddress.getByAddress(octets)) + "/" + prefixLength;
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    /** {@return an address as people write it: RFC 5952 section 4} */
    public static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        Matcher zeros = ZEROS.matcher(plain);
        String shortest = plain;
        while (zeros.find()) {
            String shorter =
                    plain.substring(0, zeros.start()) + "::" + plain.substring(zeros.end());
            shortest = shorter.length() < shortest.length() ? shorter : shortest;
        }
        return shortest;
    }

    @Override
    public String toString() {
        return text(address);
    }
}
