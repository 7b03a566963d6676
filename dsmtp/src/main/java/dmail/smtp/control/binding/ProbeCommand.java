package dmail.smtp.control.binding;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.type.Shown;
import dmail.smtp.client.trace.Transcript;
import dmail.smtp.delivery.remote.RemoteProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control command {@code probe}: what a host says to a connection of a binding. */
final class ProbeCommand {
    private final RemoteProbe probe;

    ProbeCommand(RemoteProbe probe) {
        this.probe = probe;
    }

    /** What was said; the lines of the host stand as they came. */
    private static final class Dialogue implements Transcript {
        private final List<String> lines = new ArrayList<>();
        private String last = "";
        private boolean accepted;

        @Override
        public synchronized void sent(String line) {
            last = line;
            lines.add("> " + line);
        }

        @Override
        public synchronized void received(String line) {
            accepted |= last.startsWith("EHLO ") && line.startsWith("250");
            // What a host says must not reach the administrator's terminal as it is.
            lines.add(Shown.plainWhole(line));
        }

        @Override
        public synchronized void noted(String what) {
            lines.add("= " + what);
        }

        synchronized boolean isAccepted() {
            return accepted;
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }
    }

    StreamedReply reply(String binding, String domain) {
        Optional<Domain> asked = Domain.parse(domain);
        if (asked.isEmpty()) {
            return AdminReply.refused(ExitStatus.USAGE, domain + " is no domain");
        }
        return writer -> {
            Dialogue dialogue = new Dialogue();
            RemoteProbe.Result result =
                    InBackground.call(writer, () -> probe.run(binding, asked.get(), dialogue));
            return writer.write(
                    result instanceof RemoteProbe.Result.Busy
                            ? AdminReply.refused(ExitStatus.TEMPORARY, "other probes are under way")
                            : shown(dialogue, result));
        };
    }

    private static AdminReply shown(Dialogue dialogue, RemoteProbe.Result result) {
        List<String> lines = new ArrayList<>(dialogue.lines());
        why(result).ifPresent(lines::add);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("accepted", dialogue.isAccepted());
        fields.put(
                "host",
                result instanceof RemoteProbe.Result.Accepted(var peer) ? peer.toString() : "");
        fields.put("dialogue", lines);
        return new AdminReply(
                dialogue.isAccepted() ? ExitStatus.OK : status(result),
                String.join("\n", lines) + "\n",
                Json.of(fields));
    }

    private static ExitStatus status(RemoteProbe.Result result) {
        return switch (result) {
            case RemoteProbe.Result.NoHost _ -> ExitStatus.NO_HOST;
            case RemoteProbe.Result.Busy _,
                    RemoteProbe.Result.NoAnswer _,
                    RemoteProbe.Result.NotAccepted _,
                    // By a host that knows no EHLO.
                    RemoteProbe.Result.Accepted _ ->
                    ExitStatus.TEMPORARY;
        };
    }

    private static Optional<String> why(RemoteProbe.Result result) {
        return switch (result) {
            case RemoteProbe.Result.Accepted _, RemoteProbe.Result.Busy _ -> Optional.empty();
            case RemoteProbe.Result.NotAccepted() -> Optional.of("= no host accepts the session");
            case RemoteProbe.Result.NoHost(String why) -> Optional.of("= " + why);
            case RemoteProbe.Result.NoAnswer(String why) -> Optional.of("= " + why);
        };
    }
}
