package dmail.common.config;

import dmail.common.config.ListenLine.Option;
import dmail.common.config.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place at which a server listens.
 *
 * @param listener the name in the {@code listen} lines, or the protocol's for its plain port
 * @param address empty means every address
 * @param port 0 means any free port
 */
public record ListenPlace(String listener, Optional<InetAddress> address, int port) {
    /**
     * {@return where the protocol is served: the {@code listen} lines when there are any for it,
     * else its plain port on every address}
     */
    public static List<ListenPlace> of(Configuration configuration, Protocol protocol) {
        List<ListenLine> lines = configuration.values(ListeningSettings.LISTEN);
        boolean plain = true;
        List<ListenPlace> places = new ArrayList<>();
        for (ListenLine line : lines) {
            if (line.option() instanceof Option.On(var address, var port)
                    && protocolOf(line.listener(), lines).equals(Optional.of(protocol))) {
                plain = false;
                if (!staysDown(line.listener(), lines)) {
                    places.add(new ListenPlace(line.listener(), address, port));
                }
            }
        }
        return plain ? List.of(plain(configuration, protocol)) : List.copyOf(places);
    }

    private static ListenPlace plain(Configuration configuration, Protocol protocol) {
        Setting<Integer> port =
                switch (protocol) {
                    case SMTP -> ListeningSettings.SMTP_PORT;
                    case POP -> ListeningSettings.POP_PORT;
                };
        return new ListenPlace(protocol.toString(), Optional.empty(), configuration.value(port));
    }

    /** The last line given counts, as for every setting. */
    static Optional<Protocol> protocolOf(String listener, List<ListenLine> lines) {
        return lines.reversed().stream()
                .filter(line -> line.listener().equals(listener))
                .flatMap(line -> speaks(line.option()).stream())
                .findFirst();
    }

    private static Optional<Protocol> speaks(Option option) {
        return option instanceof Option.Speaks(var protocol)
                ? Optional.of(protocol)
                : Optional.empty();
    }

    /** A listener that can't be guarded as its lines say is open to nobody. */
    private static boolean staysDown(String listener, List<ListenLine> lines) {
        return lines.stream()
                .filter(line -> line.listener().equals(listener))
                .anyMatch(line ->
                        line.option() instanceof Option.NotServed(var option, _)
                                && ListenType.GUARDS.contains(option));
    }
}
