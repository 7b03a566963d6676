package dmail.common.address;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of one IP address, as settings hold it; never asks DNS. */
public final class IpLiteral {
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern MAYBE_IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");
    private static final int LONGEST = 45;

    private IpLiteral() {}

    /**
     * {@return the address, or empty when the text isn't one; numbers with leading zeros, which
     * some programs read as octal, and short forms such as 127.1 are none}
     */
    public static Optional<InetAddress> parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return Optional.of(InetAddress.ofLiteral(text));
        }
        if (text.length() > LONGEST || !text.contains(":") || !MAYBE_IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * {@return the address, also when it names the network that it belongs to, as {@code
     * fe80::1%eth0} does (RFC 4007 section 11)}; empty while there is no such network
     */
    public static Optional<InetAddress> parseScoped(String text) {
        int percent = text.indexOf('%');
        if (percent < 0) {
            return parse(text);
        }
        return parse(text.substring(0, percent))
                .filter(Inet6Address.class::isInstance)
                .flatMap(address -> in(text.substring(percent + 1), address));
    }

    /** By the number of the network, which needs no address of ours in it. */
    private static Optional<InetAddress> in(String zone, InetAddress address) {
        try {
            int index = zone.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(zone) : index(zone);
            return index > 0
                    ? Optional.of(Inet6Address.getByAddress(null, address.getAddress(), index))
                    : Optional.empty();
        } catch (IOException noSuchNetwork) {
            return Optional.empty();
        }
    }

    private static int index(String zone) throws SocketException {
        return Optional.ofNullable(NetworkInterface.getByName(zone))
                .map(NetworkInterface::getIndex)
                .orElse(0);
    }

    /**
     * {@return the text of an address, without the network that a link-local one belongs to: that
     * is a word of this host's only, and what reads our logs takes it for no address}
     */
    public static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
