package dmail.common.config.type;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.log.Level;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of settings' values. */
public final class SettingTypes {
    public static final SettingType<Boolean> SWITCH =
            SettingType.word(
                    "true|false", (word, _) -> readSwitch(word), value -> Boolean.toString(value));

    public static final SettingType<Domain> DOMAIN =
            SettingType.word("<domain>", (word, _) -> readDomain(word), Domain::name);

    public static final SettingType<EmailAddress> ADDRESS =
            SettingType.word(
                    "<address>",
                    (word, _) ->
                            Parsed.of(
                                    EmailAddress.parse(word),
                                    "not an address such as postmaster@example.com"),
                    EmailAddress::toString);

    public static final SettingType<IpPattern> IP_PATTERNS =
            SettingType.commaList(
                    "<ip-pattern>",
                    (word, _) ->
                            Parsed.of(
                                    IpPattern.parse(word),
                                    "not an address (192.0.2.1), a wildcard (192.0.2.*) or a"
                                            + " network (192.0.2.0/24, no bits set behind the 24)"),
                    IpPattern::toString);

    public static final SettingType<Wildcard> WILDCARDS =
            SettingType.commaList(
                    "<pattern>",
                    (word, _) -> Parsed.of(Wildcard.parse(word), "not a pattern such as *.example"),
                    Wildcard::toString);

    public static final SettingType<Path> PATH =
            SettingType.word("<path>", SettingTypes::readPath, Path::toString);

    /** The name of a system user. */
    public static final SettingType<String> USER =
            SettingType.word(
                    "<user>",
                    (word, _) ->
                            word.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")
                                    ? Parsed.good(word)
                                    : Parsed.bad("not a user's name such as nobody"),
                    user -> user);

    /** Several words up to the end of the line; quotes around them are removed. */
    public static final SettingType<String> TEXT = text("<text>");

    public static final SettingType<String> COMMAND = text("<command line>");

    /** For settings without effect: any text is valid. */
    public static final SettingType<String> ANYTHING =
            SettingType.line("<text>", (text, _) -> Parsed.good(text), text -> text);

    public static final SettingType<Integer> PORT =
            SettingType.word(
                    "<port>",
                    (word, _) ->
                            Parsed.of(
                                    Numbers.read(word, 0, 65535).map(Long::intValue),
                                    "not a port number from 0 to 65535"),
                    port -> Integer.toString(port));

    public static final SettingType<Double> SHARE =
            SettingType.word(
                    "<share>",
                    (word, _) -> Parsed.of(readShare(word), "not a share from 0 to 1, such as 0.5"),
                    SettingTypes::showShare);

    public static final SettingType<AuthentMethod> METHOD =
            SettingType.word(
                    "internal|external|unix_user", (word, _) -> readMethod(word), Object::toString);

    public static final SettingType<Level> LOG_LEVEL =
            SettingType.word(
                    "error|warning|info|debug",
                    (word, _) ->
                            Parsed.of(
                                    find(Level.values(), word),
                                    "none of error, warning, info, debug"),
                    level -> level.name().toLowerCase(Locale.ROOT));

    public static final SettingType<Character> SEPARATOR =
            SettingType.word("<character>", (word, _) -> readSeparator(word), String::valueOf);

    private SettingTypes() {}

    /** Text of several words, with this syntax in the manual page. */
    public static SettingType<String> text(String syntax) {
        return SettingType.line(syntax, (text, _) -> Words.whole(text), Words::quoteWholeIfNeeded);
    }

    public static SettingType<Integer> number(int least, int most) {
        return SettingType.word(
                "<number>",
                (word, _) ->
                        Parsed.of(
                                Numbers.read(word, least, most).map(Long::intValue),
                                "not a number from " + least + " to " + most),
                number -> Integer.toString(number));
    }

    private static Optional<Double> readShare(String word) {
        return word.matches("0?\\.\\d{1,6}|[01](\\.0{1,6})?")
                ? Optional.of(Double.valueOf(word))
                : Optional.empty();
    }

    private static String showShare(double share) {
        return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
    }

    private static Parsed<Boolean> readSwitch(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Parsed.good(true);
            case "false", "no", "off", "0" -> Parsed.good(false);
            default -> Parsed.bad("neither true nor false (yes, no, on, off, 1 and 0 also do)");
        };
    }

    /** An IP address also has the form of a name, but isn't meant as one. */
    static Parsed<Domain> readDomain(String word) {
        return Parsed.of(
                Domain.parse(word).filter(domain -> !isNumeric(domain.name())),
                "not a domain such as example.com");
    }

    /** Written for speed: it is called for each of a hundred thousand virtual domains. */
    private static boolean isNumeric(String name) {
        return name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    static Parsed<Path> readPath(String word, Path folder) {
        if (word.isEmpty()) {
            return Parsed.bad("not a path");
        }
        try {
            return Parsed.good(folder.resolve(word));
        } catch (InvalidPathException _) {
            return Parsed.bad("not a path that this system can name");
        }
    }

    private static Parsed<AuthentMethod> readMethod(String word) {
        if (word.equalsIgnoreCase("nt_user")) {
            return Parsed.bad("for Windows only; use internal, external or unix_user");
        }
        return Parsed.of(
                find(AuthentMethod.values(), word), "none of internal, external, unix_user");
    }

    private static Parsed<Character> readSeparator(String word) {
        boolean good = word.length() == 1 && "_-+.=~%".contains(word);
        return good
                ? Parsed.good(word.charAt(0))
                : Parsed.bad("not one of the characters _ - + . = ~ %");
    }

    private static <E extends Enum<E>> Optional<E> find(E[] constants, String word) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
