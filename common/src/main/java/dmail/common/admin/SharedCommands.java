package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigReport;
import dmail.common.config.Server;
import dmail.common.log.Level;
import dmail.common.login.Explanation;
import dmail.common.login.Step;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The commands that both servers carry out in the same way. */
final class SharedCommands {
    /**
     * Belongs to no virtual domain, so the login is mapped as for a connection to any other
     * address.
     */
    private static final String NO_ADDRESS = "0.0.0.0";

    private SharedCommands() {}

    static AdminReply help(ServerCommandHandler handler, List<String> none) {
        Server server = handler.control().server();
        Map<String, Object> summaries = new LinkedHashMap<>();
        for (AdminCommand command : CommandTable.servedBy(server)) {
            summaries.put(command.synopsis(), command.summary());
        }
        return new AdminReply(ExitStatus.OK, CommandTable.help(server), Json.of(summaries));
    }

    static AdminReply version(ServerCommandHandler handler, List<String> none) {
        ServerControl control = handler.control();
        String text = control.server() + " " + control.version() + "\n";
        return new AdminReply(ExitStatus.OK, text, Json.of(Map.of("version", control.version())));
    }

    static AdminReply status(ServerCommandHandler handler, List<String> none) {
        List<StatusItem> items = new ArrayList<>(ownItems(handler));
        items.addAll(handler.view().status());
        String text =
                items.stream()
                        .map(item -> item.name() + ": " + item.value() + "\n")
                        .collect(Collectors.joining());
        Map<String, Object> fields = new LinkedHashMap<>();
        items.forEach(item -> fields.put(item.name(), item.value()));
        return new AdminReply(ExitStatus.OK, text, Json.of(fields));
    }

    private static List<StatusItem> ownItems(ServerCommandHandler handler) {
        ServerControl control = handler.control();
        Instant now = handler.clock().instant();
        return List.of(
                new StatusItem("server", control.server() + " " + control.version()),
                new StatusItem("pid", control.pid()),
                new StatusItem("started", control.started()),
                new StatusItem(
                        "uptime_seconds", Duration.between(control.started(), now).toSeconds()),
                new StatusItem("configuration", control.configuration().file()),
                new StatusItem("log_level", word(control.logLevel())));
    }

    static AdminReply logLevel(ServerCommandHandler handler, List<String> level) {
        ServerControl control = handler.control();
        if (level.isEmpty()) {
            return AdminReply.done("log_level " + word(control.logLevel()));
        }
        for (Level known : Level.values()) {
            if (word(known).equalsIgnoreCase(level.getFirst())) {
                control.logLevel(known);
                return AdminReply.done("log_level " + word(known));
            }
        }
        return AdminReply.refused(
                ExitStatus.USAGE, "log_level: error, warning, info or debug is allowed");
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    static AdminReply shutdown(ServerCommandHandler handler, List<String> none) {
        handler.control().shutdown();
        return AdminReply.done(handler.control().server() + " is ending");
    }

    static AdminReply clearCache(ServerCommandHandler handler, List<String> none) {
        handler.view().accounts().clearCache();
        return AdminReply.done("the cache of the user data base is empty");
    }

    static AdminReply config(ServerCommandHandler handler, List<String> setting) {
        return ConfigCommand.reply(handler.control().configuration(), setting.getFirst());
    }

    static AdminReply configShow(ServerCommandHandler handler, List<String> none) {
        List<String> lines = ConfigReport.changed(handler.control().configuration());
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        return new AdminReply(ExitStatus.OK, text, Json.of(Map.of("lines", lines)));
    }

    static AdminReply address(ServerCommandHandler handler, List<String> address) {
        return reply(handler.view().explainAddress(address.getFirst()));
    }

    static AdminReply login(ServerCommandHandler handler, List<String> arguments) {
        String address = arguments.size() == 2 ? arguments.get(1) : NO_ADDRESS;
        InetAddress connectedTo;
        try {
            connectedTo = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException _) {
            return AdminReply.refused(ExitStatus.USAGE, "login: " + address + " is no IP address");
        }
        return reply(handler.view().accounts().explainLogin(arguments.getFirst(), connectedTo));
    }

    private static AdminReply reply(Explanation explanation) {
        ExitStatus status =
                switch (explanation.end()) {
                    case FOUND -> ExitStatus.OK;
                    case NO_SUCH_USER, NOT_LOCAL -> ExitStatus.NO_USER;
                    case UNAVAILABLE -> ExitStatus.TEMPORARY;
                };
        List<Map<String, Object>> steps =
                explanation.steps().stream().map(SharedCommands::fields).toList();
        return new AdminReply(status, explanation.text(), Json.of(steps));
    }

    private static Map<String, Object> fields(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", step.label());
        fields.put("value", step.value());
        step.decidedBy().ifPresent(place -> fields.put("decided_by", place));
        return fields;
    }
}
