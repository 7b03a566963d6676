package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.listen.IpLine;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenOption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.listen.PortLine;
import dmail.common.config.type.GreetingType;
import dmail.common.config.type.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether addresses, ports and listeners fit together, and no address and port is used twice. */
final class AddressChecks {
    private final Configuration configuration;
    private final Server server;
    private final ConfigProblems problems;
    private final ListenerTable table;
    private final Map<String, List<ListenOption>> ports = new HashMap<>();

    /**
     * @param table the listeners of the configuration
     */
    AddressChecks(
            Configuration configuration,
            ListenerTable table,
            Server server,
            ConfigProblems problems) {
        this.configuration = configuration;
        this.server = server;
        this.problems = problems;
        this.table = table;
        for (PortLine line : configuration.values(ListeningSettings.PORT)) {
            ports.computeIfAbsent(line.port(), _ -> new ArrayList<>()).add(line.option());
        }
    }

    void check() {
        Set<String> used = new HashSet<>();
        for (Located<IpLine> line : configuration.located(ListeningSettings.IP)) {
            switch (line.value().option()) {
                case IpLine.Option.Ports(var names) -> {
                    names.forEach(name -> checkPort(name, line));
                    used.addAll(names);
                }
                case IpLine.Option.Invalid(var name, var value, var why) ->
                        problems.error(
                                line.location(),
                                text(line)
                                        + name
                                        + " "
                                        + Shown.quoted(value)
                                        + ": "
                                        + why
                                        + "; the line is ignored");
                case IpLine.Option.Description _ -> checkEffect("description", line);
                case IpLine.Option.Missing _ -> checkEffect("missing", line);
                case IpLine.Option.PublicAddress _ -> checkEffect("public_address", line);
                case IpLine.Option.Hostname _ -> {}
            }
        }
        checkUse(used);
        checkNames();
        checkNumbers();
        checkGreetings();
        checkConflicts();
    }

    private void checkEffect(String option, Located<IpLine> line) {
        if (line.value().address().isEmpty()) {
            problems.warning(
                    line.location(), text(line) + option + " has no effect on all addresses");
        }
    }

    /** A port that isn't known could be anything, and what is not given has a port everywhere. */
    private void checkPort(String name, Located<IpLine> line) {
        List<ListenOption> options = ports.getOrDefault(name, List.of());
        if (problems.hasUnread("port " + name)) {
            return;
        }
        if (options.isEmpty()) {
            problems.fatal(
                    line.location(),
                    text(line) + "no port line defines " + Shown.quoted(name) + doesNotStart());
        } else if (options.stream().noneMatch(ListenChecks::isOfProtocol)) {
            problems.fatal(
                    line.location(),
                    text(line)
                            + "no \"port "
                            + name
                            + " protocol smtp\", submission, pop or control line says what is spoken"
                            + " there"
                            + doesNotStart());
        } else if (options.stream().noneMatch(ListenOption.PortNumber.class::isInstance)) {
            problems.fatal(
                    line.location(),
                    text(line) + "no \"port " + name + " number <port>\" line" + doesNotStart());
        }
    }

    private void checkUse(Set<String> used) {
        Set<String> said = new HashSet<>();
        for (Located<PortLine> line : configuration.located(ListeningSettings.PORT)) {
            String name = line.value().port();
            if (!used.contains(name) && said.add(name)) {
                problems.warning(
                        line.location(),
                        "port " + name + ": no ip line gives it to an address, so it does nothing");
            }
        }
    }

    /** What is said of a listener that isn't there could have been meant for one that is. */
    private void checkNames() {
        Set<String> names = new HashSet<>();
        table.all().forEach(each -> names.add(each.name()));
        for (Located<ListenLine> line : configuration.located(ListeningSettings.LISTEN)) {
            String name = line.value().listener();
            if (name.contains("@") && !names.contains(name)) {
                problems.error(
                        line.location(),
                        "listen "
                                + name
                                + ": no ip line gives that address that port; the line is"
                                + " ignored");
            }
        }
    }

    private void checkNumbers() {
        if (configuration.isSet(ListeningSettings.SERVICES_FILE)) {
            checkServicesFile(configuration.located(ListeningSettings.SERVICES_FILE).getLast());
        }
        for (ListenerDefinition each : table.all()) {
            each.unknownPort()
                    .ifPresent(word ->
                            problems.error(
                                    each.where(),
                                    "listen "
                                            + each.name()
                                            + ": there is no port of the name "
                                            + word
                                            + "; this listener stays down"));
        }
    }

    private void checkServicesFile(Located<Path> line) {
        String file = "services_file " + Shown.quoted(line.value().toString()) + ": ";
        table.servicesFileError()
                .ifPresent(why ->
                        problems.error(
                                line.location(),
                                file + why + "; only the names that are built in are known"));
        table.unreadServices().ifPresent(what -> problems.warning(line.location(), file + what));
    }

    /** What a listener speaks isn't known yet when its lines are read. */
    private void checkGreetings() {
        for (ListenerDefinition each : table.all()) {
            each.identity()
                    .greeting()
                    .filter(text ->
                            each.protocol() == Protocol.POP && !GreetingType.isForPop(text.value()))
                    .ifPresent(text ->
                            problems.error(
                                    text.location(),
                                    "listen "
                                            + each.name()
                                            + ": greeting "
                                            + Shown.quoted(text.value())
                                            + ": "
                                            + GreetingType.LIKE_A_STAMP
                                            + "; the line is ignored"));
        }
    }

    /** The other server's default port doesn't count: that server may never run here. */
    private void checkConflicts() {
        Map<Integer, List<ListenerDefinition>> byPort = new HashMap<>();
        for (ListenerDefinition each : table.all()) {
            if (each.isOpen() && (each.server() == server || each.where().line() > 0)) {
                byPort.computeIfAbsent(each.port(), _ -> new ArrayList<>()).add(each);
            }
        }
        for (List<ListenerDefinition> samePort : byPort.values()) {
            for (int i = 1; i < samePort.size(); i++) {
                for (int j = 0; j < i; j++) {
                    checkConflict(samePort.get(j), samePort.get(i));
                }
            }
        }
    }

    private void checkConflict(ListenerDefinition one, ListenerDefinition other) {
        if (!one.conflictsWith(other) || (one.server() != server && other.server() != server)) {
            return;
        }
        boolean ordered = isLater(other.where(), one.where());
        ListenerDefinition first = ordered ? one : other;
        ListenerDefinition second = ordered ? other : one;
        problems.fatal(second.where(), conflict(first, second) + doesNotStart());
    }

    private static String conflict(ListenerDefinition first, ListenerDefinition second) {
        boolean sameAddress = first.address().equals(second.address());
        if (sameAddress && first.name().equals(second.name())) {
            return "listener %s at %s is given twice, first at %s"
                    .formatted(second.name(), second.addressAndPort(), first.where());
        }
        return "listener %s at %s and listener %s at %s (%s) want the same port%s"
                .formatted(
                        second.name(),
                        second.addressAndPort(),
                        first.name(),
                        first.addressAndPort(),
                        first.where(),
                        sameAddress ? "" : ", and one of them on all addresses");
    }

    /** Lines of different files, which one includes, have the order of the table. */
    private static boolean isLater(ConfigLocation one, ConfigLocation other) {
        return !one.file().equals(other.file()) || one.line() >= other.line();
    }

    private static String text(Located<IpLine> line) {
        return subject(line) + ": ";
    }

    /** {@return the beginning of a line, with its address} */
    static String subject(Located<IpLine> line) {
        String words = ListeningSettings.IP.type().show(line.value());
        return "ip " + words.substring(0, words.indexOf(' '));
    }

    private String doesNotStart() {
        return "; " + server + " does not start";
    }
}
