package dmail.common.config.listen;

import dmail.common.address.IpLiteral;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Option;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.type.Numbers;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The arguments of a {@code listen} line. The options to come have their place here. */
public final class ListenType {
    /** Without these a listener would let in, or show, what the administrator meant to keep. */
    public static final Set<String> GUARDS =
            Set.of(
                    "allow",
                    "deny",
                    "enable",
                    "certificate",
                    "key",
                    "peer",
                    "proxy_protocol",
                    "relay");

    private static final Set<String> OTHERS =
            Set.of(
                    "certificate_password_file",
                    "description",
                    "greeting",
                    "hostname",
                    "max_rcpt",
                    "max_sessions",
                    "max_sessions_per_ip",
                    "max_size",
                    "missing");

    public static final SettingType<ListenLine> LISTEN =
            SettingType.line(
                    "<name> on [<address>]:<port> | <name> protocol smtp|submission|pop |"
                            + " <name> encryption none|tls|ssl",
                    (text, _) -> read(text),
                    line -> line.listener() + " " + line.option());

    private ListenType() {}

    private static Parsed<ListenLine> read(String text) {
        int nameEnd = Words.endOfWord(text, 0);
        String name = text.substring(0, nameEnd);
        String rest = Words.trim(text.substring(nameEnd));
        int optionEnd = Words.endOfWord(rest, 0);
        String option = rest.substring(0, optionEnd).toLowerCase(Locale.ROOT);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")) {
            return Parsed.bad("a name of letters, digits and - _ . must come first");
        }
        if (option.isEmpty()) {
            return Parsed.bad("an option is missing: on, protocol or encryption");
        }
        return readOption(option, Words.trim(rest.substring(optionEnd)))
                .map(good -> new ListenLine(name.toLowerCase(Locale.ROOT), good));
    }

    private static Parsed<Option> readOption(String option, String value) {
        if (option.equals("on")) {
            return oneWord(value).then(ListenType::readPlace);
        }
        if (option.equals("protocol")) {
            return oneWord(value).then(ListenType::readProtocol);
        }
        if (option.equals("encryption")) {
            return oneWord(value).then(ListenType::readEncryption);
        }
        if (GUARDS.contains(option) || OTHERS.contains(option)) {
            return Parsed.good(new Option.NotServed(option, value));
        }
        return Parsed.bad(
                Shown.quoted(option)
                        + " is no option of a listener; on, protocol and encryption are,"
                        + " as in: listen in on 127.0.0.1:25");
    }

    private static Parsed<String> oneWord(String value) {
        return Words.split(value)
                .then(words ->
                        words.size() == 1
                                ? Parsed.good(words.getFirst())
                                : Parsed.bad("one word must follow the option"));
    }

    private static Parsed<Option> readProtocol(String word) {
        return Parsed.of(
                Arrays.stream(Protocol.values())
                        .filter(protocol -> protocol.name().equalsIgnoreCase(word))
                        .findFirst()
                        .map(Option.Speaks::new),
                "the protocol " + Shown.quoted(word) + " is none of smtp, submission, pop");
    }

    private static Parsed<Option> readEncryption(String word) {
        return Parsed.of(
                Arrays.stream(Encryption.values())
                        .filter(encryption -> encryption.toString().equalsIgnoreCase(word))
                        .findFirst()
                        .map(Option.Encrypted::new),
                "the encryption " + Shown.quoted(word) + " is none of none, tls, ssl");
    }

    private static Parsed<Option> readPlace(String word) {
        int colon = word.lastIndexOf(':');
        if (colon < 0) {
            return Parsed.bad("a port is missing: <address>:<port> or :<port>");
        }
        Optional<Integer> port =
                Numbers.read(word.substring(colon + 1), 0, 65535).map(Long::intValue);
        return Parsed.of(port, "behind the last colon is no port number from 0 to 65535")
                .then(number -> readAddress(word.substring(0, colon), number));
    }

    private static Parsed<Option> readAddress(String text, int port) {
        if (text.isEmpty() || text.equals("*")) {
            return Parsed.good(new Option.On(Optional.empty(), port));
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        if (bare.contains(":") != bracketed) {
            return Parsed.bad(
                    "an IPv6 address, and no other, stands in brackets: [2001:db8::1]:25");
        }
        return Parsed.of(IpLiteral.parse(bare), Shown.quoted(text) + " is no IP address")
                .map(address -> new Option.On(Optional.of(address), port));
    }
}
