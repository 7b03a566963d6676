package dmail.common.address;

import java.util.List;
import java.util.stream.IntStream;

/** Whether wildcards over the text of addresses can match any. */
final class WildcardAddresses {
    private static final int OCTETS = 4;
    private static final int GROUPS = 8;
    private static final int OCTET_VALUES = 256;
    private static final String SHORTEST_GROUP = "0";

    private WildcardAddresses() {}

    /**
     * {@return whether a wildcard may match the text of an address} It may say so of one that
     * matches none, where a star stands for some numbers of a whole address.
     *
     * @param text as {@link IpPattern} has checked it, in lower case
     */
    static boolean exist(String text) {
        boolean isIpv6 = text.contains(":");
        List<String> parts = List.of(text.split("[.:]", -1));
        boolean isWhole = parts.size() == (isIpv6 ? GROUPS : OCTETS);
        if (!isWhole && !text.contains("*")) {
            return false;
        }
        for (String part : parts) {
            if (!(isIpv6 ? isGroup(part) : isOctet(part, isWhole))) {
                return false;
            }
        }
        return true;
    }

    /** Only in a whole address a star can't stand for dots. */
    private static boolean isOctet(String part, boolean isWhole) {
        if (isWhole || !part.contains("*")) {
            return matchesAny(part);
        }
        String[] pieces = part.split("\\*", -1);
        return matchesAny(pieces[0] + "*") && matchesAny("*" + pieces[pieces.length - 1]);
    }

    private static boolean matchesAny(String pattern) {
        return Wildcard.parse(pattern)
                .filter(octet ->
                        IntStream.range(0, OCTET_VALUES)
                                .anyMatch(value -> octet.matches(String.valueOf(value))))
                .isPresent();
    }

    /** Any digits are a group, but for leading zeros; the text has no empty one. */
    private static boolean isGroup(String part) {
        boolean hasLeadingZero =
                part.startsWith(SHORTEST_GROUP) && part.length() > 1 && part.charAt(1) != '*';
        return !part.isEmpty() && !hasLeadingZero;
    }
}
