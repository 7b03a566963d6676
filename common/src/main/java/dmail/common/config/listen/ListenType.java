package dmail.common.config.listen;

import dmail.common.config.type.GreetingType;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Shown;
import java.nio.file.Path;
import java.util.Optional;

/** The arguments of a {@code listen} line. */
public final class ListenType {
    public static final String SYNTAX = "<name> on [<address>]:<port> | <name> <option> <value>";

    private ListenType() {}

    /** {@return the line with these arguments; relative paths are below the folder} */
    public static Parsed<ListenLine> read(String text, Path folder) {
        ObjectLine line = ObjectLine.of(text);
        return ListenerName.parse(line.name())
                .then(name ->
                        readOption(name, line.option(), line.value(), folder)
                                .map(option -> new ListenLine(name, option)));
    }

    private static Parsed<ListenOption> readOption(
            String name, String option, String value, Path folder) {
        if (option.isEmpty()) {
            return Parsed.bad("an option is missing, such as on, protocol or encryption");
        }
        ListenOptionReader options = new ListenOptionReader(folder);
        return options.read(
                option,
                value,
                _ ->
                        option.equals("on")
                                ? on(name, value)
                                : readOwn(option, value, options, folder));
    }

    /** What ports don't have. */
    private static Parsed<ListenOption> readOwn(
            String option, String value, ListenOptionReader options, Path folder) {
        return switch (option) {
            case "hostname" ->
                    options.kept(
                            option,
                            value,
                            SettingTypes.DOMAIN.orBlank(),
                            ListenOption.Hostname::new);
            case "greeting" ->
                    options.kept(
                            option, value, GreetingType.SMTP.orBlank(), ListenOption.Greeting::new);
            case "enable" ->
                    options.kept(option, value, SettingTypes.SWITCH, ListenOption.Enable::new);
            case "missing" ->
                    options.kept(option, value, WhenMissing.type(), ListenOption.Missing::new);
            default ->
                    new PolicyOptionReader(folder)
                            .read(option, value)
                            .map(Parsed::good)
                            .orElseGet(() -> Parsed.bad(unknown(option)));
        };
    }

    private static String unknown(String option) {
        return Shown.quoted(option)
                + " is no option of a listener; on, protocol, encryption and those in dmail.conf(5)"
                + " are, as in: listen in on 127.0.0.1:25";
    }

    private static Parsed<ListenOption> on(String name, String value) {
        return ListenerName.isOfAddress(name)
                ? Parsed.bad("its ip line gives this listener its address and port")
                : ListenOptionReader.oneWord(value).then(ListenType::readAddressAndPort);
    }

    private static Parsed<ListenOption> readAddressAndPort(String word) {
        int colon = word.lastIndexOf(':');
        if (colon < 0) {
            return Parsed.bad("a port is missing: <address>:<port> or :<port>");
        }
        return switch (PortSpec.parse(word.substring(colon + 1))) {
            case Parsed.Good<PortSpec>(var port) -> readAddress(word.substring(0, colon), port);
            case Parsed.Bad<PortSpec>(var why) ->
                    Parsed.bad("what follows the last colon is " + why);
        };
    }

    private static Parsed<ListenOption> readAddress(String text, PortSpec port) {
        if (text.isEmpty() || text.equals("*")) {
            return Parsed.good(new ListenOption.Bind(Optional.empty(), port));
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        if (bare.contains(":") != bracketed) {
            return Parsed.bad(
                    "an IPv6 address, and no other, stands in brackets: [2001:db8::1]:25");
        }
        return ListenAddressWord.parse(bare, Shown.quoted(text) + " is no IP address")
                .map(good -> new ListenOption.Bind(Optional.of(good), port));
    }
}
