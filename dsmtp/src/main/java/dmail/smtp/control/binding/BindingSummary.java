package dmail.smtp.control.binding;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.Member;
import dmail.common.config.binding.ScopeTable;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingCounts;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.client.Channel;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.queue.BindingMail;
import dmail.smtp.queue.PlainCounts;
import dmail.smtp.queue.backlog.QueuedByBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The reply to {@code binding summary}: each binding with its state and its mail. */
final class BindingSummary {
    private static final String GROUP = BindingRef.PREFIX;

    /** Of one binding; an administrator may suspend as many as there are. */
    private static final int SHOWN_DOMAINS = 100;

    private final Outgoing outgoing;
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
    StreamedReply reply(List<String> words) {
        Set<String> names = words.isEmpty() ? all() : named(words.getFirst());
        return names.isEmpty()
                ? AdminReply.refused(ExitStatus.DATA_ERROR, noneNamed(words.getFirst()))
                : writer -> {
                    writer.write(
                            switch (writer.form()) {
                                case TEXT -> text(names);
                                case JSON -> json(names) + "\n";
                            });
                    return ExitStatus.OK;
                };
    }

    /** {@return those of dmail.conf, and those that are gone and still have mail} */
    private Set<String> all() {
        Set<String> names = new TreeSet<>(outgoing.scopes().bindings());
        names.addAll(queued.keySet());
        names.addAll(active.keySet());
        return names;
    }

    private Set<String> named(String word) {
        Set<String> names = new TreeSet<>();
        if (word.startsWith(GROUP)) {
            outgoing.scopes().members(word.substring(GROUP.length())).stream()
                    .map(Member::binding)
                    .forEach(names::add);
        } else if (outgoing.has(word) || queued.containsKey(word) || active.containsKey(word)) {
            names.add(word);
        }
        return names;
    }

    private String noneNamed(String word) {
        return !word.startsWith(GROUP) && outgoing.scopes().groups().contains(word)
                ? word + " is a group: write " + GROUP + word
                : "no binding or group is named " + word;
    }

    private String json(Set<String> names) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String name : names) {
            all.add(line(name).fields());
        }
        return Json.of(all);
    }

    private String text(Set<String> names) {
        Map<String, List<SuspendedBinding>> domains = suspendedDomains();
        StringBuilder text = new StringBuilder();
        BindingLine.appendHeadings(text);
        for (String name : names) {
            line(name).append(text);
            domains.getOrDefault(name, List.of()).stream()
                    .sorted(Comparator.comparing(one -> one.domain().orElseThrow()))
                    .limit(SHOWN_DOMAINS)
                    .map(BindingLine::of)
                    .forEach(text::append);
        }
        return text.append("uptime_seconds: ").append(upSeconds).append('\n').toString();
    }

    /** {@return the domains that are suspended alone, by binding} */
    private Map<String, List<SuspendedBinding>> suspendedDomains() {
        Map<String, List<SuspendedBinding>> domains = new HashMap<>();
        for (SuspendedBinding one : outgoing.states().suspensions().all()) {
            if (one.domain().isPresent()) {
                domains.computeIfAbsent(one.binding(), _ -> new ArrayList<>()).add(one);
            }
        }
        return domains;
    }

    private BindingLine line(String name) {
        Optional<BindingSuspension> suspension = BindingSuspension.of(name, outgoing, allSuspended);
        QueuedByBinding mail = queued.getOrDefault(name, QueuedByBinding.NONE);
        BindingCounts counts = outgoing.states().counts(name);
        boolean hasAll = name.equals(ScopeTable.DEFAULT);
        String running = outgoing.has(name) ? "running" : "gone";
        return new BindingLine(
                name,
                outgoing.scopes().groupOf(name).orElse(""),
                suspension.isPresent() ? "suspended" : running,
                suspension.map(BindingSuspension::reason).orElse(""),
                suspension.flatMap(BindingSuspension::until).map(BindingLine::second).orElse(""),
                connections.getOrDefault(name, 0),
                mail.ready() + active.getOrDefault(name, 0),
                mail.queued(),
                counts.delivered() + (hasAll ? plain.delivered() : 0),
                counts.failed() + (hasAll ? plain.failed() : 0),
                counts.received() + (hasAll ? plain.received() : 0),
                upSeconds);
    }
}
