package dmail.common.config.listen;

import dmail.common.address.IpLiteral;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Shown;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The arguments of an {@code ip} line. */
public final class IpType {
    public static final String SYNTAX =
            "<address>|* ports <name>[,<name>...] | <address> hostname <domain> |"
                    + " <address> description <text> | <address> missing wait|fail |"
                    + " <address> public_address <address>";

    private static final String HOSTNAME = "hostname";

    private IpType() {}

    /** {@return the line with these arguments; relative paths are below the folder} */
    public static Parsed<IpLine> read(String text, Path folder) {
        ObjectLine line = ObjectLine.of(text);
        return readAddress(line.name())
                .then(address ->
                        (line.option().equals(HOSTNAME)
                                        ? readHostname(address, line.value(), folder)
                                        : readOption(line.option(), line.value(), folder))
                                .map(option -> new IpLine(address, option)));
    }

    private static Parsed<Optional<InetAddress>> readAddress(String word) {
        return word.equals("*")
                ? Parsed.good(Optional.empty())
                : ListenAddressWord.parse(
                                word, "an IP address, without brackets, or * must come first")
                        .map(Optional::of);
    }

    private static Parsed<IpLine.Option> readHostname(
            Optional<InetAddress> address, String value, Path folder) {
        return address.isPresent()
                ? kept(HOSTNAME, value, folder, SettingTypes.DOMAIN, IpLine.Option.Hostname::new)
                : Parsed.good(
                        new IpLine.Option.Invalid(
                                HOSTNAME, value, "one address has a name; local_host is for all"));
    }

    private static Parsed<IpLine.Option> readOption(String option, String value, Path folder) {
        if (option.equals("ports")) {
            return ListenOptionReader.oneWord(value).then(IpType::readPorts);
        }
        if (option.equals("description")) {
            return kept(option, value, folder, SettingTypes.TEXT, IpLine.Option.Description::new);
        }
        if (option.equals("missing")) {
            return kept(option, value, folder, WhenMissing.type(), IpLine.Option.Missing::new);
        }
        if (option.equals("public_address")) {
            return Parsed.good(publicAddress(option, value));
        }
        return Parsed.bad(
                Shown.quoted(option)
                        + " is no option of an address; ports, hostname, description, missing and"
                        + " public_address are, as in: ip 192.0.2.1 ports mx");
    }

    private static IpLine.Option publicAddress(String name, String value) {
        return IpLiteral.parse(value.strip())
                .filter(seen -> !seen.isAnyLocalAddress() && !seen.isMulticastAddress())
                .<IpLine.Option>map(IpLine.Option.PublicAddress::new)
                .orElseGet(() ->
                        new IpLine.Option.Invalid(
                                name, value, "not one IP address, without brackets"));
    }

    /** A wrong value of these harms nobody, so the server starts without the line. */
    private static <T> Parsed<IpLine.Option> kept(
            String name,
            String value,
            Path folder,
            SettingType<T> type,
            Function<T, IpLine.Option> option) {
        return Parsed.good(
                switch (type.read(value, folder)) {
                    case Parsed.Good<List<T>>(var good) -> option.apply(good.getFirst());
                    case Parsed.Bad<List<T>>(var why) ->
                            new IpLine.Option.Invalid(name, value, why);
                });
    }

    private static Parsed<IpLine.Option> readPorts(String word) {
        List<String> names = new ArrayList<>();
        for (String name : word.split(",", -1)) {
            if (!ListenerName.isWord(name)) {
                return Parsed.bad(
                        Shown.quoted(name)
                                + " is no name of a port; a comma, and no blank, stands between"
                                + " two");
            }
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return Parsed.good(new IpLine.Option.Ports(names));
    }
}
