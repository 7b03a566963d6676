package dmail.common.address;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of an IP address in settings; never asks DNS. */
public final class IpLiteral {
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern MAYBE_IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");
    private static final int LONGEST = 45;

    /** Of an IPv6 address, of 16 bits each. */
    private static final int GROUPS = 8;

    private static final byte[] BROADCAST = {-1, -1, -1, -1};

    private IpLiteral() {}

    /**
     * {@return the address, or empty when the text isn't one. Numbers with leading zeros, which
     * some programs read as octal, and short forms such as 127.1 aren't accepted}
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
     * {@return the address, which may name its interface, as {@code fe80::1%eth0} does (RFC 4007
     * section 11)}; empty while there is no such interface
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

    /** By the interface's number, which works even if the interface has no address. */
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

    /** {@return whether it is a multicast or broadcast address} */
    public static boolean isOfManyHosts(InetAddress address) {
        return address.isMulticastAddress() || Arrays.equals(address.getAddress(), BROADCAST);
    }

    /**
     * {@return the text of an address without the interface of a link-local one: that name means
     * something only on this host, and programs that read our logs don't take the whole for an
     * address}
     */
    public static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /**
     * {@return the text of an address as RFC 5952 section 4 wants it: of the runs of two or more
     * zeros the longest, or the first of equals, is {@code ::}}
     */
    public static String compressed(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        String[] groups = text(address).split(":");
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
