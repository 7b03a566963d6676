package dmail.smtp.control.binding;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.type.Numbers;
import dmail.common.io.Reason;
import dmail.smtp.client.trace.ListedTrace;
import dmail.smtp.client.trace.TracePlaces;
import dmail.smtp.client.trace.Traces;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control commands {@code trace smtp add|list|remove}. */
final class TraceCommands {
    private final Traces traces;
    private final TracePlaces places;

    /**
     * @param places of the files; a path that isn't absolute is below the first folder
     */
    TraceCommands(Traces traces, TracePlaces places) {
        this.traces = traces;
        this.places = places;
    }

    AdminReply add(String binding, String domain, String file) {
        Optional<String> wanted =
                domain.equals(Traces.ANY)
                        ? Optional.of(domain)
                        : Domain.parse(domain).map(Domain::name);
        if (wanted.isEmpty()) {
            return AdminReply.refused(ExitStatus.DATA_ERROR, domain + " is no domain");
        }
        try {
            Path path = places.folders().getFirst().resolve(file);
            int number = traces.add(binding, wanted.get(), path, places);
            return new AdminReply(ExitStatus.OK, number + "\n", Json.of(Map.of("number", number)));
        } catch (InvalidPathException noPath) {
            return AdminReply.refused(ExitStatus.DATA_ERROR, file + " is no path");
        } catch (IOException failure) {
            return AdminReply.refused(
                    ExitStatus.CANNOT_CREATE, "no trace in " + file + ": " + Reason.of(failure));
        }
    }

    AdminReply list() {
        StringBuilder text = new StringBuilder();
        List<Map<String, Object>> all = new ArrayList<>();
        for (ListedTrace trace : traces.all()) {
            text.append(trace.number()).append(' ').append(trace.binding());
            text.append(' ').append(trace.domain()).append(' ').append(trace.file());
            text.append(' ').append(trace.octets()).append(" octets");
            text.append(trace.ended().isEmpty() ? "" : ", ended: " + trace.ended()).append('\n');
            all.add(fields(trace));
        }
        return new AdminReply(
                ExitStatus.OK, text.isEmpty() ? "no traces\n" : text.toString(), Json.of(all));
    }

    private static Map<String, Object> fields(ListedTrace trace) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", trace.number());
        fields.put("binding", trace.binding());
        fields.put("domain", trace.domain());
        fields.put("file", trace.file());
        fields.put("octets", trace.octets());
        fields.put("ended", trace.ended());
        return fields;
    }

    AdminReply remove(String word) {
        Optional<Long> number = Numbers.read(word, 1, Integer.MAX_VALUE);
        try {
            return number.isPresent() && traces.remove(number.get().intValue())
                    ? AdminReply.done("trace " + word + " has ended")
                    : AdminReply.refused(ExitStatus.DATA_ERROR, "no trace has the number " + word);
        } catch (IOException failure) {
            return AdminReply.refused(ExitStatus.IO_ERROR, Reason.of(failure));
        }
    }
}
