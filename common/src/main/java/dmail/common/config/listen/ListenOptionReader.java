package dmail.common.config.listen;

import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the options that listeners and ports share. A wrong value of one of them is kept as such:
 * the listener that it was meant for has to stay down, and the others need not.
 */
final class ListenOptionReader {
    /** Protocols of other suites' listeners. */
    private static final Set<String> UNSUPPORTED_PROTOCOLS =
            Set.of(
                    "finger",
                    "ftp",
                    "http",
                    "https",
                    "imap",
                    "imaps",
                    "ldap",
                    "ldaps",
                    "nntp",
                    "proxy",
                    "remote_log",
                    "tunnel",
                    "webmail");

    private final Path folder;

    /** Relative paths are below the folder. */
    ListenOptionReader(Path folder) {
        this.folder = folder;
    }

    /**
     * @param others what to do with an option that is none of the shared ones
     */
    Parsed<ListenOption> read(
            String name, String value, Function<String, Parsed<ListenOption>> others) {
        return switch (name) {
            case "protocol" -> oneWord(value).then(ListenOptionReader::protocol);
            case "encryption" -> oneWord(value).map(ListenOptionReader::encryption);
            case "certificate" ->
                    kept(name, value, SettingTypes.PATH, ListenOption.Certificate::new);
            case "key" -> kept(name, value, SettingTypes.PATH, ListenOption.Key::new);
            case "certificate_password_file" ->
                    kept(name, value, SettingTypes.PATH, ListenOption.PasswordFile::new);
            case "description" ->
                    kept(name, value, SettingTypes.TEXT, ListenOption.Description::new);
            default -> others.apply(value);
        };
    }

    /** A value of that type; a wrong one is kept as such. */
    <T> Parsed<ListenOption> kept(
            String name, String value, SettingType<T> type, Function<T, ListenOption> option) {
        Parsed<List<T>> parsed = type.read(value, folder);
        return Parsed.good(
                switch (parsed) {
                    case Parsed.Good<List<T>>(var good) -> option.apply(good.getFirst());
                    case Parsed.Bad<List<T>>(var why) -> bad(name, value, why);
                });
    }

    static Parsed<String> oneWord(String value) {
        return Words.split(value)
                .then(words ->
                        words.size() == 1
                                ? Parsed.good(words.getFirst())
                                : Parsed.bad("one word must follow the option"));
    }

    /** One that nobody knows could be meant for any server, so nothing may start on it. */
    private static Parsed<ListenOption> protocol(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        if (UNSUPPORTED_PROTOCOLS.contains(folded)) {
            return Parsed.good(bad("protocol", folded, folded + " is not served by this suite"));
        }
        return Parsed.of(
                Arrays.stream(Protocol.values())
                        .filter(protocol -> protocol.toString().equals(folded))
                        .findFirst()
                        .map(ListenOption.ProtocolIs::new),
                "the protocol "
                        + Shown.quoted(word)
                        + " is none of smtp, submission, pop, control");
    }

    static ListenOption encryption(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(Encryption.values())
                .filter(encryption -> encryption.toString().equals(folded))
                .findFirst()
                .<ListenOption>map(ListenOption.Encrypted::new)
                .orElseGet(() -> bad("encryption", word, "none of none, tls, tls-required, ssl"));
    }

    private static ListenOption bad(String name, String value, String why) {
        return new ListenOption.Invalid(name, value, why);
    }
}
