package dmail.common.address;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** The text of one IP address, as settings hold it; never asks DNS. */
public final class IpLiteral {
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final int LONGEST = 45;

    private IpLiteral() {}

    /**
     * {@return the address, or empty when the text isn't one; numbers with leading zeros, which
     * some programs read as octal, and short forms such as 127.1 are none}
     */
    public static Optional<InetAddress> parse(String text) {
        if (text.matches(IPV4)) {
            return Optional.of(InetAddress.ofLiteral(text));
        }
        if (text.length() > LONGEST || !text.contains(":") || !text.matches("[0-9A-Fa-f:.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
