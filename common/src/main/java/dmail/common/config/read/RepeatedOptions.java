package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.listen.IpLine;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenOption;
import dmail.common.config.listen.PortLine;
import dmail.common.config.type.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Warns of options that a listener, a port or an address has once, and that are given again. */
final class RepeatedOptions {
    private final ConfigProblems problems;
    private final Map<String, ConfigLocation> given = new HashMap<>();

    private RepeatedOptions(ConfigProblems problems) {
        this.problems = problems;
    }

    static void check(Configuration configuration, ConfigProblems problems) {
        RepeatedOptions options = new RepeatedOptions(problems);
        for (Located<ListenLine> line : configuration.located(ListeningSettings.LISTEN)) {
            option(line.value().option())
                    .ifPresent(
                            word -> options.add("listen " + line.value().listener(), word, line));
        }
        for (Located<PortLine> line : configuration.located(ListeningSettings.PORT)) {
            option(line.value().option())
                    .ifPresent(word -> options.add("port " + line.value().port(), word, line));
        }
        for (Located<IpLine> line : configuration.located(ListeningSettings.IP)) {
            option(line.value().option())
                    .ifPresent(word -> options.add(AddressChecks.subject(line), word, line));
        }
    }

    /** {@return the words before its value; empty when several lines of it hold together} */
    private static Optional<String> option(ListenOption option) {
        return switch (option) {
            case ListenOption.Bind _,
                    ListenOption.Access _,
                    ListenOption.ProxyProtocol _,
                    ListenOption.Invalid _ ->
                    Optional.empty();
            case ListenOption.Peer(var network, var itsOption) ->
                    option(itsOption).map(word -> "peer " + network + " " + word);
            case ListenOption.PortNumber _,
                    ListenOption.ProtocolIs _,
                    ListenOption.Encrypted _,
                    ListenOption.Certificate _,
                    ListenOption.Key _,
                    ListenOption.PasswordFile _,
                    ListenOption.Description _,
                    ListenOption.Hostname _,
                    ListenOption.Greeting _,
                    ListenOption.Enable _,
                    ListenOption.Missing _,
                    ListenOption.Relay _,
                    ListenOption.MaxSize _,
                    ListenOption.MaxRcpt _,
                    ListenOption.MaxSessions _,
                    ListenOption.MaxSessionsPerIp _ ->
                    Optional.of(firstWord(option));
        };
    }

    private static Optional<String> option(IpLine.Option option) {
        return switch (option) {
            case IpLine.Option.Ports _, IpLine.Option.Invalid _ -> Optional.empty();
            case IpLine.Option.Description _,
                    IpLine.Option.Hostname _,
                    IpLine.Option.Missing _,
                    IpLine.Option.PublicAddress _ ->
                    Optional.of(firstWord(option));
        };
    }

    private static String firstWord(Object option) {
        String words = option.toString();
        return words.substring(0, Words.endOfWord(words, 0));
    }

    private void add(String owner, String option, Located<?> line) {
        @Nullable ConfigLocation before = given.put(owner + ": " + option, line.location());
        if (before != null) {
            problems.givenAgain(line.location(), owner + ": " + option, before);
        }
    }
}
