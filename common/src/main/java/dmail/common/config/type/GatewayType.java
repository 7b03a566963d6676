package dmail.common.config.type;

import dmail.common.address.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The arguments of a {@code gateway} line: two lists, the second in the order of trying. */
public final class GatewayType {
    private static final int MOST_HOSTS = 32;

    public static final SettingType<GatewayLine> GATEWAY =
            SettingType.line(
                    "<pattern>[,<pattern>...] <host>[:<port>][,<host>[:<port>]...]",
                    (text, _) -> Words.split(text).then(GatewayType::read),
                    GatewayType::show);

    private GatewayType() {}

    private static Parsed<GatewayLine> read(List<String> words) {
        if (words.size() != 2) {
            return Parsed.bad("not the two parts: domains and hosts (no blanks stand in a list)");
        }
        return readAll(words.getFirst(), GatewayType::readPattern)
                .then(domains ->
                        readAll(words.getLast(), HostAndPort::read)
                                .then(hosts ->
                                        hosts.size() > MOST_HOSTS
                                                ? Parsed.bad("more than " + MOST_HOSTS + " hosts")
                                                : Parsed.good(new GatewayLine(domains, hosts))));
    }

    private static Parsed<Wildcard> readPattern(String word) {
        return Parsed.of(Wildcard.parse(word), "not a pattern such as *.example");
    }

    private static <T> Parsed<List<T>> readAll(String list, Function<String, Parsed<T>> reader) {
        List<T> values = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            switch (reader.apply(element)) {
                case Parsed.Good<T>(var value) -> values.add(value);
                case Parsed.Bad<T>(var why) -> {
                    return Parsed.bad(Shown.quoted(element) + " is " + why);
                }
            }
        }
        return Parsed.good(List.copyOf(values));
    }

    private static String show(GatewayLine line) {
        return joined(line.domains()) + " " + joined(line.hosts());
    }

    private static String joined(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
