package dmail.common.address;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** An IP address in brackets: {@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]}. */
record AddressLiteral(String text, InetAddress address) {
    private static final String IPV6 = "ipv6:";

    static Optional<AddressLiteral> parse(String text) {
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() > 64) {
            return Optional.empty();
        }
        String inside = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
        boolean six = inside.startsWith(IPV6);
        String digits = six ? inside.substring(IPV6.length()) : inside;
        if (digits.contains(":") != six || digits.contains("%") || !isDottedQuad(digits, six)) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(digits);
            String shown = six ? "[IPv6:" + address.getHostAddress() + "]" : "[" + digits + "]";
            return Optional.of(new AddressLiteral(shown, address));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** InetAddress also takes short forms such as 127.1, which RFC 5321 has not. */
    private static boolean isDottedQuad(String digits, boolean six) {
        return six || digits.chars().filter(c -> c == '.').count() == 3;
    }
}
