package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.io.Reason;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.RestingPair;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.queue.DurableQueue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control commands that suspend and resume bindings, and those about sources that rest. */
public final class PauseCommands {
    private static final String DOMAIN = "domain";

    /** A year of minutes. */
    private static final int MOST_MINUTES = 525_600;

    private final Outgoing outgoing;
    private final BindingStates states;
    private final DurableQueue queue;

    /**
     * @param outgoing what the current configuration says of bindings
     */
    public PauseCommands(Outgoing outgoing, DurableQueue queue) {
        this.outgoing = outgoing;
        this.states = outgoing.states();
        this.queue = queue;
    }

    /**
     * {@return the reply to {@code binding suspend}}
     *
     * @param words a binding, perhaps {@code domain} and a domain, minutes, and a reason
     */
    public AdminReply suspend(List<String> words) {
        String binding = words.getFirst();
        if (!outgoing.has(binding)) {
            return AdminReply.refused(ExitStatus.DATA_ERROR, outgoing.scopes().noBinding(binding));
        }
        List<String> rest = new ArrayList<>(words.subList(1, words.size()));
        Optional<String> domain = Optional.empty();
        if (isDomain(rest)) {
            domain = domain(rest);
            if (domain.isEmpty()) {
                return noDomain();
            }
            rest = rest.subList(2, rest.size());
        }
        Optional<Instant> until = Optional.empty();
        // A time with a unit, as dmail.conf has, must not pass for a reason: it would last for
        // ever.
        if (!rest.isEmpty() && rest.getFirst().matches("[0-9].*")) {
            until = until(rest.getFirst());
            if (until.isEmpty()) {
                return AdminReply.refused(
                        ExitStatus.USAGE, "the minutes are a number from 1 to " + MOST_MINUTES);
            }
            rest = rest.subList(1, rest.size());
        }
        return suspend(new SuspendedBinding(binding, domain, until, String.join(" ", rest)));
    }

    private static boolean isDomain(List<String> words) {
        return !words.isEmpty() && words.getFirst().equalsIgnoreCase(DOMAIN);
    }

    /** {@return the domain behind the word} */
    private static Optional<String> domain(List<String> words) {
        return words.size() < 2 ? Optional.empty() : Domain.parse(words.get(1)).map(Domain::name);
    }

    private static AdminReply noDomain() {
        return AdminReply.refused(ExitStatus.USAGE, "a domain is wanted behind the word domain");
    }

    private Optional<Instant> until(String minutes) {
        int number = minutes.matches("[0-9]{1,6}") ? Integer.parseInt(minutes) : 0;
        return number < 1 || number > MOST_MINUTES
                ? Optional.empty()
                : Optional.of(
                        states.clock()
                                .instant()
                                .plus(Duration.ofMinutes(number))
                                .truncatedTo(ChronoUnit.SECONDS));
    }

    private AdminReply suspend(SuspendedBinding one) {
        try {
            if (!states.suspend(one)) {
                return AdminReply.refused(
                        ExitStatus.UNAVAILABLE, "too many bindings and domains are suspended");
            }
        } catch (IOException why) {
            return AdminReply.refused(
                    ExitStatus.CANNOT_CREATE,
                    "suspended, but not beyond a restart: " + Reason.of(why));
        } finally {
            // So that the queue knows what it lets go later.
            int _ = queue.letGo();
        }
        String text =
                "binding "
                        + one.binding()
                        + " is suspended"
                        + one.domain().map(domain -> " for " + domain).orElse("")
                        + one.until().map(end -> " until " + end).orElse("")
                        + (one.reason().isEmpty() ? "" : " (" + one.reason() + ")")
                        + "; its mail waits in the queue\n";
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("binding", one.binding());
        fields.put("domain", one.domain().orElse(""));
        fields.put("until", one.until().map(Instant::toString).orElse(""));
        fields.put("reason", one.reason());
        return new AdminReply(ExitStatus.OK, text, Json.of(fields));
    }

    /**
     * {@return the reply to {@code binding resume}}
     *
     * @param words a binding, perhaps {@code domain} and a domain
     */
    public AdminReply resume(List<String> words) {
        String binding = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        Optional<String> domain = domain(rest);
        if (!rest.isEmpty() && !(isDomain(rest) && domain.isPresent())) {
            return noDomain();
        }
        try {
            if (!states.resume(binding, domain)) {
                return AdminReply.refused(
                        ExitStatus.DATA_ERROR,
                        "binding "
                                + binding
                                + " is not suspended by a command"
                                + domain.map(name -> " for " + name).orElse(""));
            }
        } catch (IOException why) {
            int _ = queue.letGo();
            return AdminReply.refused(
                    ExitStatus.CANNOT_CREATE,
                    "resumed, but suspended again after a restart: " + Reason.of(why));
        }
        return tried("binding " + binding + " is resumed", queue.letGo());
    }

    private static AdminReply tried(String what, int messages) {
        return new AdminReply(
                ExitStatus.OK,
                what + "; " + QueueCommands.messages(messages) + " tried now\n",
                Json.of(Map.of("messages", messages)));
    }

    /** {@return the reply to {@code binding rest list}} */
    public AdminReply rests() {
        StringBuilder text = new StringBuilder();
        List<Map<String, Object>> all = new ArrayList<>();
        for (RestingPair pair : states.rests()) {
            text.append(
                    "%s to %s from %s until %s: %s\n"
                            .formatted(
                                    pair.binding(),
                                    pair.domain(),
                                    pair.source().isEmpty() ? "the system's choice" : pair.source(),
                                    pair.until(),
                                    pair.why()));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("binding", pair.binding());
            fields.put("domain", pair.domain());
            fields.put("source", pair.source());
            fields.put("until", pair.until());
            fields.put("reason", pair.why());
            all.add(fields);
        }
        if (all.isEmpty()) {
            text.append("no source rests\n");
        }
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(all));
    }

    /** {@return the reply to {@code binding rest cancel}} */
    public AdminReply cancelRest(List<String> words) {
        String binding = words.getFirst();
        String domain = Domain.parse(words.get(1)).map(Domain::name).orElse(words.get(1));
        return states.cancelRest(binding, domain) == 0
                ? AdminReply.refused(
                        ExitStatus.DATA_ERROR,
                        "no source of binding " + binding + " rests for " + domain)
                : tried(
                        "binding " + binding + " sends to " + domain + " again",
                        queue.letGo(states, binding, domain));
    }
}
