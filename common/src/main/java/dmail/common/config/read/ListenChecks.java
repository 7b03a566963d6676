package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenOption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.listen.PortLine;
import dmail.common.config.type.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether the {@code listen} and {@code port} lines make listeners, and which stay down. */
final class ListenChecks {
    private final Configuration configuration;
    private final ListenerTable table;
    private final Server server;
    private final ConfigProblems problems;

    /** The options of each name, since values of repeatable settings are parsed at each call. */
    private final Map<String, List<ListenOption>> listeners = new HashMap<>();

    private final Map<String, List<ListenOption>> ports = new HashMap<>();

    /**
     * @param table the listeners of the configuration
     */
    ListenChecks(
            Configuration configuration,
            ListenerTable table,
            Server server,
            ConfigProblems problems) {
        this.configuration = configuration;
        this.table = table;
        this.server = server;
        this.problems = problems;
    }

    void check() {
        List<Located<ListenLine>> listenLines = configuration.located(ListeningSettings.LISTEN);
        for (Located<ListenLine> line : listenLines) {
            add(listeners, line.value().listener(), line.value().option());
        }
        List<Located<PortLine>> portLines = configuration.located(ListeningSettings.PORT);
        for (Located<PortLine> line : portLines) {
            add(ports, line.value().port(), line.value().option());
        }
        for (Located<ListenLine> line : listenLines) {
            checkListener(line);
        }
        for (Located<PortLine> line : portLines) {
            checkPort(line);
        }
        if (configuration.isSet(ListeningSettings.IP)
                || configuration.isSet(ListeningSettings.SERVICES_FILE)
                || !portLines.isEmpty()
                || !listenLines.isEmpty()
                || hasConflict()) {
            new AddressChecks(configuration, table, server, problems).check();
            new PolicyChecks(configuration, table, problems).check();
            RepeatedOptions.check(configuration, problems);
        }
        if (!portLines.isEmpty() || !listenLines.isEmpty()) {
            new CertificateChecks(configuration, table, problems).check();
        }
        checkThatSomethingListens();
    }

    private static void add(
            Map<String, List<ListenOption>> objects, String name, ListenOption option) {
        List<ListenOption> options = objects.get(name);
        if (options == null) {
            options = new ArrayList<>();
            objects.put(name, options);
        }
        options.add(option);
    }

    /** {@return whether two settings such as smtp_port give the same port} */
    private boolean hasConflict() {
        List<ListenerDefinition> all = table.all();
        for (int i = 1; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (all.get(i).conflictsWith(all.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void checkListener(Located<ListenLine> line) {
        String name = line.value().listener();
        Subject subject = new Subject("listen", name, line);
        if (name.contains("@")) {
            checkShared(subject, line.value().option());
            return;
        }
        switch (line.value().option()) {
            case ListenOption.Bind _ -> checkProtocol(subject);
            case ListenOption.ProtocolIs _ -> checkAddress(subject);
            default -> checkShared(subject, line.value().option());
        }
    }

    private void checkPort(Located<PortLine> line) {
        checkShared(new Subject("port", line.value().port(), line), line.value().option());
    }

    /** What a line is about. */
    private record Subject(String setting, String name, Located<?> line) {
        /** {@return how its lines begin} */
        String lines() {
            return setting + " " + name;
        }

        @Override
        public String toString() {
            return lines() + ": ";
        }

        String staysDown() {
            return setting.equals("listen")
                    ? "this listener stays down"
                    : "the listeners of this port stay down";
        }
    }

    private void checkShared(Subject subject, ListenOption option) {
        switch (option) {
            case ListenOption.Invalid(var name, var value, var why) ->
                    problems.error(
                            subject.line().location(),
                            subject
                                    + name
                                    + " "
                                    + Shown.quoted(value)
                                    + ": "
                                    + why
                                    + "; "
                                    + (option.down().isPresent()
                                            ? subject.staysDown()
                                            : "the line is ignored"));
            default -> {}
        }
    }

    /** Falling back on the port on all addresses could open more than was meant. */
    private void checkProtocol(Subject subject) {
        if (!problems.hasUnread(subject.lines())
                && optionsOf(subject.name()).noneMatch(ListenChecks::isOfProtocol)) {
            problems.fatal(
                    subject.line().location(),
                    subject
                            + "no \"listen "
                            + subject.name()
                            + " protocol smtp\", submission, pop or control line says what is spoken"
                            + " there; "
                            + server
                            + " does not start");
        }
    }

    static boolean isOfProtocol(ListenOption option) {
        return switch (option) {
            case ListenOption.ProtocolIs _ -> true;
            case ListenOption.Invalid(var name, _, _) -> name.equals("protocol");
            default -> false;
        };
    }

    private void checkAddress(Subject subject) {
        if (!problems.hasUnread(subject.lines())
                && optionsOf(subject.name()).noneMatch(ListenOption.Bind.class::isInstance)) {
            problems.warning(
                    subject.line().location(),
                    subject
                            + "no \"listen "
                            + subject.name()
                            + " on <address>:<port>\" line gives it an address, so it does nothing");
        }
    }

    private void checkThatSomethingListens() {
        Protocol protocol =
                switch (server) {
                    case DSMTP -> Protocol.SMTP;
                    case DPOP -> Protocol.POP;
                };
        List<ListenerDefinition> all = table.of(server);
        if (!servesMail(all)) {
            problems.fatal(
                    lastClosed(all),
                    "no listener of " + protocol + " is left; " + server + " does not start");
        }
    }

    private static boolean servesMail(List<ListenerDefinition> all) {
        for (ListenerDefinition each : all) {
            if (each.isOpen() && each.protocol() != Protocol.CONTROL) {
                return true;
            }
        }
        return false;
    }

    /** {@return the line that keeps the last of them closed; the file when there never was one} */
    private ConfigLocation lastClosed(List<ListenerDefinition> all) {
        ConfigLocation last = configuration.wholeFile();
        for (ListenerDefinition each : all) {
            if (each.protocol() != Protocol.CONTROL) {
                last = each.isEnabled() ? each.where() : disabling(each);
            }
        }
        return last;
    }

    private ConfigLocation disabling(ListenerDefinition listener) {
        ConfigLocation where = listener.where();
        for (Located<ListenLine> line : configuration.located(ListeningSettings.LISTEN)) {
            if (line.value().listener().equals(listener.name())
                    && line.value().option() instanceof ListenOption.Enable) {
                where = line.location();
            }
        }
        return where;
    }

    private Stream<ListenOption> optionsOf(String listener) {
        return optionsOf(listeners, listener);
    }

    private static Stream<ListenOption> optionsOf(
            Map<String, List<ListenOption>> objects, String name) {
        return objects.getOrDefault(name, List.of()).stream();
    }
}
