package dmail.common.config.type;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host to connect to: {@code mail.example.com}, {@code 192.0.2.1:2525}, {@code [2001:db8::1]:25}.
 *
 * @param name the host's name, or its address as text
 * @param address empty when it is given by name
 * @param port empty when none is given
 */
public record HostAndPort(String name, Optional<InetAddress> address, OptionalInt port) {
    private static final String NO_PORT = "not a host whose port is a number from 1 to 65535";
    private static final String NO_HOST =
            "neither a host's name nor an IP address (an IPv6 address with a port is in brackets:"
                    + " [2001:db8::1]:25)";

    public static final SettingType<HostAndPort> NAME_SERVER =
            SettingType.word(
                    "<ip>[:<port>]",
                    (word, _) -> read(word).then(HostAndPort::byAddress),
                    HostAndPort::toString);

    public static final SettingType<HostAndPort> HOST =
            SettingType.word("<host>[:<port>]", (word, _) -> read(word), HostAndPort::toString);

    /** The address of a DNS server can't be looked up in DNS. */
    private static Parsed<HostAndPort> byAddress(HostAndPort host) {
        return host.address.isPresent()
                ? Parsed.good(host)
                : Parsed.bad(
                        "not an IP address: a name server is given as 192.0.2.53, 192.0.2.53:5353"
                                + " or [2001:db8::53]");
    }

    static Parsed<HostAndPort> read(String word) {
        if (word.startsWith("[")) {
            return readBracketed(word);
        }
        Optional<InetAddress> address = IpLiteral.parse(word);
        if (address.isPresent()) {
            return Parsed.good(of(address.get(), OptionalInt.empty()));
        }
        int colon = word.indexOf(':');
        return colon < 0
                ? readHost(word, OptionalInt.empty())
                : readPort(word.substring(colon + 1))
                        .then(port -> readHost(word.substring(0, colon), port));
    }

    private static Parsed<HostAndPort> readBracketed(String word) {
        int end = word.indexOf(']');
        if (end < 0) {
            return Parsed.bad("not closed by a bracket");
        }
        String inside = word.substring(1, end);
        String behind = word.substring(end + 1);
        if (behind.isEmpty()) {
            return readHost(inside, OptionalInt.empty());
        }
        return behind.startsWith(":")
                ? readPort(behind.substring(1)).then(port -> readHost(inside, port))
                : Parsed.bad(NO_HOST);
    }

    private static Parsed<OptionalInt> readPort(String word) {
        return Parsed.of(
                Numbers.read(word, 1, 65535).map(port -> OptionalInt.of(port.intValue())), NO_PORT);
    }

    private static Parsed<HostAndPort> readHost(String word, OptionalInt port) {
        String literal =
                word.toLowerCase(Locale.ROOT).startsWith("ipv6:") ? word.substring(5) : word;
        return IpLiteral.parse(literal)
                .map(address -> Parsed.good(of(address, port)))
                .orElseGet(() -> readName(word, port));
    }

    private static Parsed<HostAndPort> readName(String word, OptionalInt port) {
        return Parsed.of(
                Domain.parse(word)
                        .filter(name -> !name.isNumeric() && !name.isLiteral())
                        .map(name -> new HostAndPort(name.name(), Optional.empty(), port)),
                NO_HOST);
    }

    private static HostAndPort of(InetAddress address, OptionalInt port) {
        return new HostAndPort(address.getHostAddress(), Optional.of(address), port);
    }

    /** {@return the host as in dmail.conf} */
    @Override
    public String toString() {
        boolean six = address.filter(Inet6Address.class::isInstance).isPresent();
        String host = six ? "[" + name + "]" : name;
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }
}
