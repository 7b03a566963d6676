package dmail.smtp.control.binding;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.ScopeTable;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingCounts;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.client.Channel;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.queue.BindingMail;
import dmail.smtp.queue.PlainCounts;
import dmail.smtp.queue.backlog.QueuedByBinding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The reply to {@code binding summary}: each binding with its state and its mail. */
final class BindingSummary {
    private static final String GROUP = BindingRef.PREFIX;
    private static final int SHOWN_DOMAINS = 100;
    private static final long HOUR = 3600;

    private final Outgoing outgoing;
    private final BindingStates states;
    private final PlainCounts plain;
    private final Map<String, QueuedByBinding> queued;
    private final Map<String, Integer> active = new HashMap<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final boolean allSuspended;
    private final long upSeconds;

    /**
     * @param allSuspended whether outgoing mail is suspended, whatever its binding
     */
    BindingSummary(
            Outgoing outgoing, BindingMail mail, List<Channel> channels, boolean allSuspended) {
        this.outgoing = outgoing;
        this.states = outgoing.states();
        this.plain = mail.plain();
        this.queued = mail.queued();
        this.allSuspended = allSuspended;
        this.upSeconds = mail.uptime().toSeconds();
        for (ActiveMail some : mail.active()) {
            active.merge(some.binding(), some.messages(), Integer::sum);
        }
        for (Channel channel : channels) {
            connections.merge(channel.binding(), 1, Integer::sum);
        }
    }

    /**
     * {@return the reply}
     *
     * @param words a binding, or a group behind {@code group:}; none means all
     */
    AdminReply reply(List<String> words) {
        Set<String> names = words.isEmpty() ? all() : named(words.getFirst());
        return names.isEmpty()
                ? AdminReply.refused(ExitStatus.DATA_ERROR, noneNamed(words.getFirst()))
                : shown(names);
    }

    /** {@return those of dmail.conf, and those that are gone and still have mail} */
    private Set<String> all() {
        Set<String> names = new TreeSet<>(outgoing.scopes().bindings());
        names.addAll(queued.keySet());
        names.addAll(active.keySet());
        return names;
    }

    private Set<String> named(String word) {
        Set<String> names = all();
        if (word.startsWith(GROUP)) {
            Optional<String> wanted = Optional.of(word.substring(GROUP.length()));
            names.removeIf(name -> !outgoing.scopes().groupOf(name).equals(wanted));
        } else {
            names.removeIf(name -> !name.equals(word));
        }
        return names;
    }

    private String noneNamed(String word) {
        return !word.startsWith(GROUP) && outgoing.scopes().groups().contains(word)
                ? word + " is a group: write " + GROUP + word
                : "no binding or group is named " + word;
    }

    private AdminReply shown(Set<String> names) {
        StringBuilder text = new StringBuilder();
        text.append(
                row(
                        "binding",
                        "group",
                        "state",
                        "connections",
                        "active",
                        "queued",
                        "delivered",
                        "failed",
                        "received",
                        "delivered/h",
                        "received/h"));
        List<Map<String, Object>> all = new ArrayList<>();
        for (String name : names) {
            Line line = line(name);
            all.add(line.fields());
            text.append(line.text()).append(domains(name));
        }
        text.append("uptime_seconds: ").append(upSeconds).append('\n');
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(all));
    }

    /** What is said of one binding. */
    private record Line(
            String name,
            String group,
            String state,
            String reason,
            String until,
            long connections,
            long active,
            long queued,
            long delivered,
            long failed,
            long received,
            long upSeconds) {
        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("group", group);
            fields.put("state", state);
            fields.put("reason", reason);
            fields.put("until", until);
            fields.put("connections", connections);
            fields.put("active", active);
            fields.put("queued", queued);
            fields.put("delivered", delivered);
            fields.put("failed", failed);
            fields.put("received", received);
            fields.put("delivered_per_hour", perHour(delivered));
            fields.put("received_per_hour", perHour(received));
            fields.put("uptime_seconds", upSeconds);
            return fields;
        }

        /** On average since the start; in the first hour, so far. */
        private long perHour(long count) {
            return Math.round(count * (double) HOUR / Math.max(HOUR, upSeconds));
        }

        String text() {
            return row(
                            name,
                            group,
                            state,
                            connections,
                            active,
                            queued,
                            delivered,
                            failed,
                            received,
                            perHour(delivered),
                            perHour(received))
                    + why(until, reason);
        }
    }

    private static String row(Object... columns) {
        return "%-20s %-12s %-10s %11s %7s %7s %9s %7s %8s %11s %10s"
                        .formatted(columns)
                        .stripTrailing()
                + "\n";
    }

    /** {@return a line for each domain that is suspended alone, the first hundred} */
    private String domains(String name) {
        return states.suspensions().all().stream()
                .filter(one -> one.binding().equals(name) && one.domain().isPresent())
                .sorted(Comparator.comparing(one -> one.domain().orElseThrow()))
                .limit(SHOWN_DOMAINS)
                .map(one -> domain(one))
                .collect(Collectors.joining());
    }

    private static String domain(SuspendedBinding one) {
        String why = why(one.until().map(BindingSummary::second).orElse(""), one.reason());
        return "    suspended for "
                + one.domain().orElseThrow()
                + (why.isEmpty() ? "\n" : why.substring(3));
    }

    private static String why(String until, String reason) {
        String text = (until.isEmpty() ? "" : " until " + until);
        text += reason.isEmpty() ? "" : " (" + reason + ")";
        return text.isEmpty() ? "" : "   " + text + "\n";
    }

    private Line line(String name) {
        Optional<Suspended> suspended = suspended(name);
        QueuedByBinding mail = queued.getOrDefault(name, QueuedByBinding.NONE);
        BindingCounts counts = states.counts(name);
        boolean hasAll = name.equals(ScopeTable.DEFAULT);
        return new Line(
                name,
                outgoing.scopes().groupOf(name).orElse(""),
                suspended.isPresent() ? "suspended" : state(name),
                suspended.map(Suspended::reason).orElse(""),
                suspended.flatMap(Suspended::until).map(BindingSummary::second).orElse(""),
                connections.getOrDefault(name, 0),
                mail.ready() + active.getOrDefault(name, 0),
                mail.queued(),
                counts.delivered() + (hasAll ? plain.delivered() : 0),
                counts.failed() + (hasAll ? plain.failed() : 0),
                counts.received() + (hasAll ? plain.received() : 0),
                upSeconds);
    }

    private String state(String name) {
        return outgoing.scopes().has(new BindingRef.One(name)) ? "running" : "gone";
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private record Suspended(String reason, Optional<Instant> until) {}

    private Optional<Suspended> suspended(String name) {
        Optional<SuspendedBinding> ordered = states.suspension(name);
        if (ordered.isPresent()) {
            return ordered.map(one -> new Suspended(one.reason(), one.until()));
        }
        if (allSuspended) {
            return Optional.of(new Suspended("all outgoing mail is suspended", Optional.empty()));
        }
        return outgoing.pauses()
                .option(name)
                .map(option -> new Suspended(option, outgoing.pauses().nextPeriod(name)));
    }

    /** {@return whether no mail of a binding is sent} */
    boolean isSuspended(String name) {
        return suspended(name).isPresent();
    }
}
