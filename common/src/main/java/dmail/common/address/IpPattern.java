package dmail.common.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A set of IP addresses: one address, a network ({@code 10.0.0.0/8}, {@code 2001:db8::/32}), or a
 * wildcard over the address's text ({@code 192.0.2.*}). The text of an IPv6 address is its eight
 * groups without {@code ::}, so {@code 2001:db8:*} covers {@code 2001:db8::1}. Where host names are
 * allowed it may be one, which covers no address until it has been looked up.
 */
public final class IpPattern {
    /** Of an address; a host counts as one. */
    private static final int MOST_BITS = 128;

    private sealed interface Form {
        record Network(InetAddress address, int prefixLength) implements Form {}

        record Text(Wildcard wildcard) implements Form {}
    }

    private final String text;
    private final Form form;

    private IpPattern(String text, Form form) {
        this.text = text;
        this.form = form;
    }

    /**
     * {@return the pattern, or empty when the text isn't one. A network with bits set after its
     * prefix isn't accepted, since either the address or the prefix must be a mistake}
     */
    public static Optional<IpPattern> parse(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return parseForm(folded).map(form -> new IpPattern(folded, form));
    }

    /** {@return the pattern, which may also be the name of a host with a dot in it} */
    public static Optional<IpPattern> parseWithHosts(String text) {
        return parse(text).or(() -> host(text));
    }

    /** The text of no address is like it, so the form matches none. */
    private static Optional<IpPattern> host(String text) {
        return Domain.parse(text)
                .map(Domain::name)
                .filter(IpPattern::isHost)
                .flatMap(name ->
                        Wildcard.parse(name).map(form -> new IpPattern(name, new Form.Text(form))));
    }

    /** A last label that begins with a digit is more likely a wrong address. */
    private static boolean isHost(String text) {
        int lastLabel = text.lastIndexOf('.') + 1;
        return lastLabel > 0
                && lastLabel < text.length()
                && Character.isLetter(text.charAt(lastLabel))
                && text.indexOf('*') < 0
                && text.indexOf('?') < 0;
    }

    /** {@return the set of one address} */
    public static IpPattern of(InetAddress address) {
        String text = IpLiteral.text(address);
        return new IpPattern(text, new Form.Network(address, address.getAddress().length * 8));
    }

    /** {@return the name that has to be looked up, if it is one} */
    public Optional<String> host() {
        return form instanceof Form.Text && isHost(text) ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Form> parseForm(String text) {
        if (text.contains("*") || text.contains("?")) {
            return isAddressLike(text)
                    ? Wildcard.parse(text).map(Form.Text::new)
                    : Optional.empty();
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return IpLiteral.parse(text.substring(0, slash))
                    .flatMap(address -> network(address, text.substring(slash + 1)));
        }
        return IpLiteral.parse(text)
                .map(address -> new Form.Network(address, address.getAddress().length * 8));
    }

    private static Optional<Form> network(InetAddress address, String prefix) {
        int bits = address.getAddress().length * 8;
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
            return Optional.empty();
        }
        int length = Integer.parseInt(prefix);
        return hasBitsBehind(address.getAddress(), length)
                ? Optional.empty()
                : Optional.of(new Form.Network(address, length));
    }

    private static boolean hasBitsBehind(byte[] octets, int prefixLength) {
        for (int bit = prefixLength; bit < octets.length * 8; bit++) {
            if (bitAt(octets, bit) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int bitAt(byte[] octets, int bit) {
        return (octets[bit / 8] >> (7 - bit % 8)) & 1;
    }

    /** Digits, dots and wildcards, or hexadecimal digits, colons and wildcards. */
    private static boolean isAddressLike(String text) {
        return text.matches("([0-9*?]{1,3}|\\*)(\\.([0-9*?]{1,3}|\\*)){0,3}")
                || text.matches("[0-9a-f*?]{0,4}(:[0-9a-f*?]{0,4}){1,7}");
    }

    /** {@return whether the address is in the set} */
    public boolean matches(InetAddress address) {
        return switch (form) {
            case Form.Network(var network, var length) -> covers(network, length, address);
            case Form.Text(var wildcard) -> wildcard.matches(IpLiteral.text(address));
        };
    }

    /** {@return whether there is any address in the set; a host's may be anything} */
    public boolean mayMatch() {
        return switch (form) {
            case Form.Network _ -> true;
            case Form.Text _ -> isHost(text) || WildcardAddresses.exist(text);
        };
    }

    private static boolean covers(InetAddress network, int prefixLength, InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int octet = Arrays.mismatch(ours, theirs);
        return octet < 0 || prefixLength <= 8 * octet + sameBits(ours[octet], theirs[octet]);
    }

    /** {@return with how many equal bits two octets begin} */
    private static int sameBits(byte one, byte other) {
        return Integer.numberOfLeadingZeros((one ^ other) & 0xff) - (Integer.SIZE - 8);
    }

    /**
     * {@return the pattern of the texts of its addresses, which are those of {@link
     * IpLiteral#text}; empty for a network, whose addresses have no common pattern}
     */
    public Optional<Wildcard> ofText() {
        return switch (form) {
            case Form.Text(var wildcard) -> Optional.of(wildcard);
            case Form.Network(var address, var length) ->
                    length == address.getAddress().length * 8
                            ? Wildcard.parse(IpLiteral.text(address))
                            : Optional.empty();
        };
    }

    /** {@return how many bits of an address it fixes: more, the more specific it is} */
    public int fixedBits() {
        return switch (form) {
            case Form.Network(_, var length) -> length;
            case Form.Text _ when isHost(text) -> MOST_BITS;
            case Form.Text _ -> {
                int ofOne = text.contains(":") ? 16 : 8;
                int bits = 0;
                for (String part : text.split("[.:]", -1)) {
                    bits += part.contains("*") || part.contains("?") ? 0 : ofOne;
                }
                yield bits;
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
