package dmail.common.config.read;

import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenOption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.listen.RelayWord;
import java.util.List;

/** Whether what {@code listen} lines say of clients has an effect, and the one that was meant. */
final class PolicyChecks {
    private final Configuration configuration;
    private final ConfigProblems problems;
    private final List<ListenerDefinition> listeners;

    /**
     * @param table the listeners of the configuration
     */
    PolicyChecks(Configuration configuration, ListenerTable table, ConfigProblems problems) {
        this.configuration = configuration;
        this.problems = problems;
        this.listeners = table.all();
    }

    void check() {
        configuration.located(ListeningSettings.LISTEN).forEach(this::check);
    }

    private void check(Located<ListenLine> line) {
        ListenOption option = line.value().option();
        String name = line.value().listener();
        if (!isOfPolicy(option)) {
            return;
        }
        List<ListenerDefinition> named =
                listeners.stream().filter(each -> each.name().equals(name)).toList();
        if (named.isEmpty()) {
            checkThatItIsMissed(line);
            return;
        }
        if (isOfMail(option) && named.getFirst().server() == Server.DPOP) {
            problems.warning(
                    line.location(),
                    subject(line) + option + " has no effect, since only dsmtp takes mail");
        }
        if (option instanceof ListenOption.ProxyProtocol(var networks)
                && networks.stream().anyMatch(network -> network.fixedBits() == 0)) {
            problems.warning(
                    line.location(),
                    subject(line)
                            + option
                            + " believes every client that says whom it connects for; name the"
                            + " addresses of the proxies");
        }
        if (relaysForAll(option) && named.stream().anyMatch(ListenerDefinition::isOpenRelay)) {
            problems.warning(
                    line.location(),
                    subject(line)
                            + option
                            + " lets everybody who reaches it send mail to anywhere through this"
                            + " server; spammers find such servers soon");
        }
    }

    private static boolean relaysForAll(ListenOption option) {
        return switch (option) {
            case ListenOption.Relay(var words) -> words.contains(RelayWord.ALL);
            case ListenOption.Peer(var network, var itsOption) ->
                    network.fixedBits() == 0 && relaysForAll(itsOption);
            default -> false;
        };
    }

    /** A misspelt name would leave the listener that was meant open to more than was meant. */
    private void checkThatItIsMissed(Located<ListenLine> line) {
        String name = line.value().listener();
        boolean isReported =
                name.contains("@")
                        || problems.hasUnread("listen " + name)
                        || configuration.values(ListeningSettings.LISTEN).stream()
                                .filter(each -> each.listener().equals(name))
                                .anyMatch(each ->
                                        each.option() instanceof ListenOption.Bind
                                                || ListenChecks.isOfProtocol(each.option()));
        if (!isReported) {
            problems.error(
                    line.location(),
                    subject(line)
                            + "no \"listen "
                            + name
                            + " on <address>:<port>\" line gives it an address; the line is ignored");
        }
    }

    private static String subject(Located<ListenLine> line) {
        return "listen " + line.value().listener() + ": ";
    }

    private static boolean isOfPolicy(ListenOption option) {
        return switch (option) {
            case ListenOption.Relay _,
                    ListenOption.MaxSize _,
                    ListenOption.MaxRcpt _,
                    ListenOption.MaxSessions _,
                    ListenOption.MaxSessionsPerIp _,
                    ListenOption.Access _,
                    ListenOption.Peer _,
                    ListenOption.ProxyProtocol _ ->
                    true;
            default -> false;
        };
    }

    private static boolean isOfMail(ListenOption option) {
        return switch (option) {
            case ListenOption.Relay _, ListenOption.MaxSize _, ListenOption.MaxRcpt _ -> true;
            case ListenOption.Peer(_, var itsOption) -> isOfMail(itsOption);
            default -> false;
        };
    }
}
