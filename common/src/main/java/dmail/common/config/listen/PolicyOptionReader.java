package dmail.common.config.listen;

import static dmail.common.config.type.MeasureTypes.kilobytes;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.address.IpPattern;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Size;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the options that say how a listener treats its clients. A wrong value is kept as such: of
 * an option that restricts access it keeps the listener down.
 */
final class PolicyOptionReader {
    private static final int MOST = 1_000_000;

    static final SettingType<Size> SIZE = kilobytes();

    private static final SettingType<IpPattern> CLIENTS =
            SettingType.commaList(
                    "<client>",
                    (word, _) ->
                            Parsed.of(
                                    IpPattern.parseWithHosts(word),
                                    "not an address (192.0.2.1), a wildcard (192.0.2.*), a network"
                                            + " (192.0.2.0/24, no bits set behind the 24) or the"
                                            + " name of a host (gw.acme.example)"),
                    IpPattern::toString);

    private static final SettingType<RelayWord> RELAY =
            SettingType.commaList(
                    "none|clients|auth|pop|all",
                    (word, _) -> readRelayWord(word),
                    RelayWord::toString);

    private final Path folder;

    PolicyOptionReader(Path folder) {
        this.folder = folder;
    }

    /** {@return what it says; empty when it is none of these options} */
    Optional<ListenOption> read(String name, String value) {
        return switch (name) {
            case "allow" -> Optional.of(access(true, name, value));
            case "deny" -> Optional.of(access(false, name, value));
            case "proxy_protocol" ->
                    Optional.of(
                            list(
                                    name,
                                    value,
                                    SettingTypes.IP_PATTERNS,
                                    ListenOption.ProxyProtocol::new));
            case "peer" -> Optional.of(peer(value));
            default -> readForPeers(name, value);
        };
    }

    /** The options that may be otherwise for the clients of a network. */
    private Optional<ListenOption> readForPeers(String name, String value) {
        return switch (name) {
            case "relay" -> Optional.of(relay(value));
            case "max_size" -> Optional.of(one(name, value, SIZE, ListenOption.MaxSize::new));
            case "max_rcpt" -> Optional.of(count(name, value, ListenOption.MaxRcpt::new));
            case "max_sessions" -> Optional.of(count(name, value, ListenOption.MaxSessions::new));
            case "max_sessions_per_ip" ->
                    Optional.of(count(name, value, ListenOption.MaxSessionsPerIp::new));
            default -> Optional.empty();
        };
    }

    private ListenOption count(String name, String value, Function<Integer, ListenOption> option) {
        return one(name, value, number(1, MOST), option);
    }

    private <T> ListenOption one(
            String name, String value, SettingType<T> type, Function<T, ListenOption> option) {
        return list(name, value, type, values -> option.apply(values.getFirst()));
    }

    private <T> ListenOption list(
            String name,
            String value,
            SettingType<T> type,
            Function<List<T>, ListenOption> option) {
        return switch (type.read(value, folder)) {
            case Parsed.Good<List<T>>(var good) -> option.apply(good);
            case Parsed.Bad<List<T>>(var why) -> new ListenOption.Invalid(name, value, why);
        };
    }

    private ListenOption access(boolean isAllow, String name, String value) {
        if (isAllow && value.strip().equalsIgnoreCase("none")) {
            return new ListenOption.Access(new AccessRule(true, List.of()));
        }
        return list(
                name,
                value,
                CLIENTS,
                patterns -> new ListenOption.Access(new AccessRule(isAllow, patterns)));
    }

    private ListenOption relay(String value) {
        ListenOption option =
                list("relay", value, RELAY, words -> new ListenOption.Relay(Set.copyOf(words)));
        boolean isContradiction =
                option instanceof ListenOption.Relay(var words)
                        && words.size() > 1
                        && words.contains(RelayWord.NONE);
        return isContradiction
                ? new ListenOption.Invalid("relay", value, "none can't stand with other words")
                : option;
    }

    private static Parsed<RelayWord> readRelayWord(String word) {
        return Parsed.of(
                Arrays.stream(RelayWord.values())
                        .filter(each -> each.toString().equals(word.toLowerCase(Locale.ROOT)))
                        .findFirst(),
                "not one of none, clients, auth, pop, all");
    }

    /** {@code <network> <option> <value>} */
    private ListenOption peer(String value) {
        ObjectLine line = ObjectLine.of(value);
        Optional<IpPattern> network = IpPattern.parseWithHosts(line.name());
        if (network.isEmpty()) {
            return new ListenOption.Invalid(
                    "peer",
                    value,
                    Shown.quoted(line.name()) + " is no address, network or host name");
        }
        return switch (peerOption(line)) {
            case ListenOption.Invalid(var name, var itsValue, var why)
                    when !ListenOption.ACCESS_OPTIONS.contains(name) ->
                    new ListenOption.Invalid("peer " + network.get() + " " + name, itsValue, why);
            case ListenOption.Invalid(_, _, var why) ->
                    new ListenOption.Invalid("peer", value, why);
            case ListenOption option -> new ListenOption.Peer(network.get(), option);
        };
    }

    private ListenOption peerOption(ObjectLine line) {
        if (line.option().equals("encryption")) {
            ListenOption option = ListenOptionReader.encryption(line.value());
            return option.equals(new ListenOption.Encrypted(Encryption.IMPLICIT_TLS))
                    ? new ListenOption.Invalid(
                            "encryption",
                            line.value(),
                            "ssl is for all clients of a listener, since it comes first of all")
                    : option;
        }
        return readForPeers(line.option(), line.value())
                .orElseGet(() ->
                        new ListenOption.Invalid(
                                "peer",
                                line.value(),
                                Shown.quoted(line.option())
                                        + " is no option of a network; relay, max_size,"
                                        + " max_rcpt, max_sessions, max_sessions_per_ip and"
                                        + " encryption are"));
    }
}
