package dmail.common.admin.listen;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lists, starts and stops listeners. */
public final class ListenCommand {
    /** In characters; an object for a program has it all. */
    private static final int LONGEST_DESCRIPTION = 60;

    private ListenCommand() {}

    /** {@return a line, or an object, for each listener} */
    public static AdminReply list(ListenerControl listeners) {
        List<ListenerState> states = listeners.states();
        StringBuilder text = new StringBuilder();
        if (!states.isEmpty()) {
            text.append(row("listener", "address", "protocol", "encryption", "state", ""));
        }
        for (ListenerState state : states) {
            ListenerDefinition listener = state.listener();
            text.append(
                    row(
                            listener.name(),
                            state.addressAndPort(),
                            listener.protocol().toString(),
                            listener.encryption().toString(),
                            state.state().toString(),
                            remark(state)));
        }
        List<Map<String, Object>> fields = states.stream().map(ListenCommand::fields).toList();
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private static String remark(ListenerState state) {
        if (!state.reason().isEmpty()) {
            return state.reason();
        }
        String description = state.listener().description();
        return description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION) + "...";
    }

    private static String row(
            String name,
            String addressAndPort,
            String protocol,
            String encryption,
            String state,
            String remark) {
        String line =
                "%-20s %-22s %-10s %-10s %-9s %s"
                        .formatted(name, addressAndPort, protocol, encryption, state, remark);
        return line.stripTrailing() + "\n";
    }

    private static Map<String, Object> fields(ListenerState state) {
        ListenerDefinition listener = state.listener();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", listener.name());
        fields.put("address", listener.addressText());
        fields.put("port", port(state));
        fields.put("protocol", listener.protocol());
        fields.put("encryption", listener.encryption());
        fields.put("description", listener.description());
        fields.put("state", state.state());
        if (!state.reason().isEmpty()) {
            fields.put("reason", state.reason());
        }
        return fields;
    }

    /** {@return the number; a name that stands for none} */
    private static Object port(ListenerState state) {
        Optional<String> unknown = state.listener().unknownPort();
        return unknown.isPresent() ? unknown.get() : state.port();
    }

    /** {@return the outcome of starting one} */
    public static AdminReply start(ListenerControl listeners, String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return reply("listen start", folded, listeners.start(folded), "has been started");
    }

    /** {@return the outcome of stopping one} */
    public static AdminReply stop(ListenerControl listeners, String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return reply("listen stop", folded, listeners.stop(folded), "has been stopped");
    }

    private static AdminReply reply(
            String command, String name, ListenerControl.Outcome outcome, String done) {
        return switch (outcome) {
            case ListenerControl.Outcome.Done() ->
                    AdminReply.done("listener " + name + " " + done + " until the next reload");
            case ListenerControl.Outcome.Unknown() ->
                    AdminReply.refused(
                            ExitStatus.DATA_ERROR,
                            command + ": this server has no listener named " + name);
            case ListenerControl.Outcome.Failed(var why) ->
                    AdminReply.refused(ExitStatus.UNAVAILABLE, command + ": " + name + ": " + why);
        };
    }
}
