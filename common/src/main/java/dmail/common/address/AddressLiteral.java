package dmail.common.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address in brackets: {@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]} (RFC 5321 section
 * 4.1.3). Different spellings of one address give the same text.
 */
record AddressLiteral(String text) {
    private static final String IPV6 = "ipv6:";
    private static final int LONGEST = 64;

    /** InetAddress also accepts short forms such as 127.1, which RFC 5321 doesn't allow. */
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final Pattern HEX_AND_COLONS = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    static Optional<AddressLiteral> parse(String text) {
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() > LONGEST) {
            return Optional.empty();
        }
        String inside = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
        boolean six = inside.startsWith(IPV6);
        String digits = six ? inside.substring(IPV6.length()) : inside;
        Pattern form = six ? HEX_AND_COLONS : DOTTED_QUAD;
        if (!form.matcher(digits).matches()) {
            return Optional.empty();
        }
        return address(digits).map(AddressLiteral::of);
    }

    private static Optional<InetAddress> address(String digits) {
        try {
            return Optional.of(InetAddress.ofLiteral(digits));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static AddressLiteral of(InetAddress address) {
        String shown = address.getHostAddress();
        return new AddressLiteral(
                address instanceof Inet4Address ? "[" + shown + "]" : "[IPv6:" + shown + "]");
    }
}
