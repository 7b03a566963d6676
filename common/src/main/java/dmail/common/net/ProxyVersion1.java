package dmail.common.net;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The header as a line of text: {@code PROXY TCP4 192.0.2.9 192.0.2.1 50000 25}. */
final class ProxyVersion1 {
    static final byte[] START = "PROXY ".getBytes(StandardCharsets.US_ASCII);

    private static final int SHORTEST = "PROXY UNKNOWN\r\n".length();

    /** Octets with the line end. */
    private static final int LONGEST = 107;

    private static final int WORDS = 6;
    private static final String PORT = "0|[1-9][0-9]{0,4}";
    private static final int HIGHEST_PORT = 65535;

    private ProxyVersion1() {}

    /** Only the line end tells where it ends, so no more is read than that at a time. */
    static ProxyHeader parse(byte[] octets, int length) {
        if (length < SHORTEST) {
            return new ProxyHeader.Incomplete(SHORTEST - length);
        }
        String text = new String(octets, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n");
        if (end >= 0 && end + 2 <= LONGEST) {
            return parse(text.substring(0, end));
        }
        return end < 0 && length < LONGEST
                ? new ProxyHeader.Incomplete(text.endsWith("\r") ? 1 : 2)
                : new ProxyHeader.Malformed("the PROXY line is longer than " + LONGEST + " octets");
    }

    private static ProxyHeader parse(String line) {
        String[] words = line.split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return new ProxyHeader.Local();
        }
        boolean isIpv6 = words[1].equals("TCP6");
        if (words.length != WORDS || !(isIpv6 || words[1].equals("TCP4"))) {
            return malformed();
        }
        Optional<InetAddress> client = address(words[2], isIpv6);
        Optional<InetAddress> reached = address(words[3], isIpv6);
        boolean isGood = client.isPresent() && reached.isPresent();
        return isGood && isPort(words[4]) && isPort(words[5])
                ? new ProxyHeader.Proxied(
                        client.get(),
                        Integer.parseInt(words[4]),
                        reached.get(),
                        Integer.parseInt(words[5]))
                : malformed();
    }

    /** Judged by its text, since an IPv4-mapped address is an IPv4 address once it is parsed. */
    private static Optional<InetAddress> address(String text, boolean isIpv6) {
        return text.contains(":") == isIpv6 ? IpLiteral.parse(text) : Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.matches(PORT) && Integer.parseInt(text) <= HIGHEST_PORT;
    }

    private static ProxyHeader malformed() {
        return new ProxyHeader.Malformed("the PROXY line is not of version 1");
    }
}
