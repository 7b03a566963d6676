package dmail.common.config.listen;

import dmail.common.address.IpLiteral;
import dmail.common.config.type.Parsed;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What listeners are called: a word of the administrator's, or {@code <port>@<address>} for one
 * that an {@code ip} line makes. An address has one spelling, that of RFC 5952.
 */
final class ListenerName {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

    private static final int GROUPS = 8;

    private ListenerName() {}

    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /** {@return the name in its one spelling} */
    static Parsed<String> parse(String text) {
        int at = text.indexOf('@');
        String word = at < 0 ? text : text.substring(0, at);
        if (!isWord(word)) {
            return Parsed.bad("a name of letters, digits and - _ . must come first");
        }
        String folded = word.toLowerCase(Locale.ROOT);
        if (at < 0) {
            return Parsed.good(folded);
        }
        String address = text.substring(at + 1);
        if (address.equals("*")) {
            return Parsed.good(of(folded, Optional.empty()));
        }
        return Parsed.of(
                IpLiteral.parse(address).map(good -> of(folded, Optional.of(good))),
                "behind the @ of a listener's name stands the address that has the port");
    }

    /** {@return the name of an address's port} */
    static String of(String port, Optional<InetAddress> address) {
        return port + "@" + address.map(ListenerName::text).orElse("*");
    }

    /** {@return the port of an address's listener} */
    static Optional<String> port(String name) {
        int at = name.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(name.substring(0, at));
    }

    static boolean isOfAddress(String name) {
        return name.indexOf('@') >= 0;
    }

    /**
     * RFC 5952 section 4: the longest run of two or more zeros, the first of equals, is {@code ::}.
     */
    static String text(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        String[] groups = IpLiteral.text(address).split(":");
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end].equals("0")) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        return length < 2
                ? String.join(":", groups)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static String joined(String[] groups, int from, int to) {
        return String.join(":", Arrays.copyOfRange(groups, from, to));
    }
}
