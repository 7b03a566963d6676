package dmail.common.config.binding.value;

import dmail.common.address.IpLiteral;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the source of mail of the binding {@code default} is chosen, for one family.
 *
 * @param kind of choice
 * @param rotation the addresses, in the order in which they are tried; empty but for {@link
 *     Kind#ROTATE}
 */
public record OutboundMode(Kind kind, List<InetAddress> rotation) {
    private static final int MOST_ADDRESSES = 256;

    public static final OutboundMode SYSTEM = new OutboundMode(Kind.SYSTEM, List.of());

    /** A way to choose. */
    public enum Kind {
        /** The system chooses. */
        SYSTEM,
        /** The first address of the first interface that is not loopback. */
        PRIMARY,
        /** The address at which the message was received. */
        SAME,
        /** The address of the group or virtual domain of the sender. */
        DOMAIN,
        /** The first address of a list, and the next ones after a failure to connect. */
        ROTATE,
        /** Only a binding that has an address of this family sends by it. */
        BOUND,
        /** Nothing is sent by this family. */
        OFF;

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public OutboundMode {
        rotation = List.copyOf(rotation);
    }

    /** {@return the type of the setting for one family} */
    static SettingType<OutboundMode> type(IpFamily family) {
        return SettingType.line(
                "system|primary|same|domain|rotate <address>[,<address>...]|bound|off",
                (text, _) -> Words.split(text).then(words -> parse(words, family)),
                OutboundMode::toString);
    }

    private static Parsed<OutboundMode> parse(List<String> words, IpFamily family) {
        if (words.size() == 2 && words.getFirst().equalsIgnoreCase(Kind.ROTATE.toString())) {
            return rotation(words.getLast(), family);
        }
        if (words.size() == 1) {
            for (Kind kind : Kind.values()) {
                if (kind != Kind.ROTATE && kind.name().equalsIgnoreCase(words.getFirst())) {
                    return Parsed.good(new OutboundMode(kind, List.of()));
                }
            }
        }
        return Parsed.bad(
                "none of system, primary, same, domain, rotate with addresses, bound, off");
    }

    private static Parsed<OutboundMode> rotation(String list, IpFamily family) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            if (IpLiteral.parse(word).filter(address -> IpFamily.of(address) == family).isEmpty()) {
                return Parsed.bad(Shown.quoted(word) + " is no " + family + " address");
            }
            addresses.add(IpLiteral.parse(word).orElseThrow());
        }
        return addresses.size() > MOST_ADDRESSES
                ? Parsed.bad("more than " + MOST_ADDRESSES + " addresses")
                : Parsed.good(new OutboundMode(Kind.ROTATE, addresses));
    }

    /** {@return the mode as in dmail.conf} */
    @Override
    public String toString() {
        return rotation.isEmpty()
                ? kind.toString()
                : kind
                        + " "
                        + rotation.stream().map(IpLiteral::text).collect(Collectors.joining(","));
    }
}
