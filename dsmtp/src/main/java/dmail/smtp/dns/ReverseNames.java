package dmail.smtp.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The names of addresses, and whether they lead back. Nothing of it is cached: an administrator who
 * asks has just corrected DNS, and deliveries remember the answers themselves.
 */
public final class ReverseNames {
    /** More names of one address are of no use. */
    private static final int MOST_NAMES = 10;

    private final Resolver resolver;
    private final Function<String, List<InetAddress>> file;

    /**
     * What DNS says of an address.
     *
     * @param names of its PTR records
     * @param forward the addresses that these names have
     * @param failure why it isn't known whole, or empty
     */
    public record Found(List<String> names, List<InetAddress> forward, String failure) {
        static final Found NONE = new Found(List.of(), List.of(), "");

        public Found {
            names = List.copyOf(names);
            forward = List.copyOf(forward);
        }

        static Found failed(String why) {
            return new Found(List.of(), List.of(), why);
        }
    }

    /**
     * @param file the addresses of a host in the system's hosts file, where that counts
     */
    ReverseNames(Resolver resolver, Function<String, List<InetAddress>> file) {
        this.resolver = resolver;
        this.file = file;
    }

    Found of(InetAddress address) {
        return of(address, names -> forward(address, names));
    }

    /**
     * {@return the first name of an address that leads back to it; no other name is in what is
     * found} Whoever owns an address can name somebody else's host in its PTR record.
     */
    Found leadingBack(InetAddress address) {
        return of(address, names -> firstBack(address, names));
    }

    private Found of(InetAddress address, Function<List<String>, Found> named) {
        Question pointer = new Question(DnsRecordType.PTR, zoneName(address));
        return switch (resolver.ask(pointer).answer()) {
            case Answer.Found(var data, _) -> named.apply(names(data));
            case Answer.Nothing _, Answer.NoSuchName _ -> Found.NONE;
            case Answer.Failed(String why) -> Found.failed(why);
        };
    }

    private Found firstBack(InetAddress address, List<String> names) {
        Found none = Found.NONE;
        for (String name : names) {
            Found one = forward(address, List.of(name));
            if (one.forward().contains(address)) {
                return new Found(one.names(), one.forward(), "");
            }
            if (!one.failure().isEmpty()) {
                none = Found.failed(one.failure());
            }
        }
        return none;
    }

    private static List<String> names(List<RecordData> data) {
        List<String> names = new ArrayList<>();
        for (RecordData one : data) {
            if (one instanceof RecordData.HostName(String name) && names.size() < MOST_NAMES) {
                names.add(name);
            }
        }
        return names;
    }

    private Found forward(InetAddress address, List<String> names) {
        List<InetAddress> forward = new ArrayList<>();
        for (String name : names) {
            forward.addAll(file.apply(name));
            switch (resolver.ask(new Question(kind(address), name)).answer()) {
                case Answer.Found(var data, _) ->
                        data.forEach(one -> address(one).ifPresent(forward::add));
                case Answer.Nothing _, Answer.NoSuchName _ -> {}
                case Answer.Failed(String why) -> {
                    return new Found(names, forward, why);
                }
            }
        }
        return new Found(names, forward.stream().distinct().toList(), "");
    }

    private static Optional<InetAddress> address(RecordData data) {
        return data instanceof RecordData.Address(InetAddress address)
                ? Optional.of(address)
                : Optional.empty();
    }

    private static DnsRecordType kind(InetAddress address) {
        return address instanceof Inet4Address ? DnsRecordType.A : DnsRecordType.AAAA;
    }

    /** RFC 1035 section 3.5, RFC 3596 section 2.5. */
    static String zoneName(InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (address instanceof Inet4Address) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 0xf, 16)).append('.');
                name.append(Character.forDigit(octet >> 4, 16)).append('.');
            }
        }
        return name + (address instanceof Inet4Address ? "in-addr.arpa" : "ip6.arpa");
    }
}
