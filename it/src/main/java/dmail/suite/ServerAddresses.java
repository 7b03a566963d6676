package dmail.suite;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a server listens, read from the line with which it says that it is ready. */
public record ServerAddresses(List<Place> all) {
    private static final Pattern READY = Pattern.compile(".* - ready( .*)?");
    private static final Pattern PLACE =
            Pattern.compile("(?!waiting=)\\b(\\w+)=\\[?([^ ]+?)\\]?:(\\d+)");

    /** One listening place. */
    public record Place(String protocol, InetSocketAddress address) {}

    public ServerAddresses {
        all = List.copyOf(all);
    }

    /** {@return whether that log line is the ready line} */
    public static boolean announcedBy(String line) {
        return READY.matcher(line).matches();
    }

    /** {@return the addresses that a ready line names} */
    public static ServerAddresses parse(String line) {
        List<Place> all = new ArrayList<>();
        Matcher found = PLACE.matcher(line);
        while (found.find()) {
            InetSocketAddress address =
                    new InetSocketAddress(
                            InetAddress.ofLiteral(found.group(2)),
                            Integer.parseInt(found.group(3)));
            all.add(new Place(found.group(1), address));
        }
        return new ServerAddresses(all);
    }

    /** {@return the first place of that protocol} */
    public InetSocketAddress first(String protocol) {
        return all.stream()
                .filter(place -> place.protocol().equals(protocol))
                .map(Place::address)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + protocol + " in " + all));
    }

    /** {@return the place of that protocol on that address} */
    public InetSocketAddress on(String protocol, String address) {
        return all.stream()
                .filter(place -> place.protocol().equals(protocol))
                .map(Place::address)
                .filter(socketAddress ->
                        socketAddress.getAddress().getHostAddress().equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + address + " among " + all));
    }
}
