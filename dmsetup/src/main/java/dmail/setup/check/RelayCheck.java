package dmail.setup.check;

import dmail.common.address.IpPattern;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Whether patterns of clients leave the relay closed. */
public final class RelayCheck {
    /** Of networks that nobody owns all of: whoever lets two of them in lets everybody in. */
    private static final List<InetAddress> STRANGERS =
            List.of(
                    InetAddress.ofLiteral("1.2.3.4"),
                    InetAddress.ofLiteral("77.88.99.11"),
                    InetAddress.ofLiteral("203.0.113.99"),
                    InetAddress.ofLiteral("2001:db8:1::1"),
                    InetAddress.ofLiteral("2a00:1450::1"));

    private RelayCheck() {}

    /** {@return what is wrong with a list of patterns, separated by commas} */
    public static Optional<String> problem(String patterns) {
        int strangers = 0;
        for (String word : patterns.split(",", -1)) {
            Optional<IpPattern> pattern = IpPattern.parse(word);
            if (pattern.isEmpty()) {
                return Optional.of(
                        "\""
                                + word
                                + "\" is not an address (192.0.2.1), a wildcard (192.0.2.*) or a"
                                + " network (192.0.2.0/24)");
            }
            strangers += (int) STRANGERS.stream().filter(pattern.get()::matches).count();
        }
        return strangers > 1
                ? Optional.of(
                        "that would let everybody send mail to anywhere through this server;"
                                + " spammers find such a one within hours")
                : Optional.empty();
    }
}
