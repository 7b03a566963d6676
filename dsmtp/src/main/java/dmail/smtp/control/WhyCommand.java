package dmail.smtp.control;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.binding.BindOptions;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.Member;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.ServedOptions;
import dmail.smtp.binding.BindingDecision;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.message.FirstFields;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.SubmitServers;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The control command {@code why}: by which binding a message would leave, what decides that, and
 * the options that hold for it. It asks what decides about mail, and no member of a group has a
 * turn by it.
 */
public final class WhyCommand {
    private static final String NO_SENDER = "<>";

    private final Outgoing outgoing;
    private final DepartureText departure;
    private final Function<Recipient, Route> router;
    private final Predicate<InetAddress> mayRelay;
    private final Function<InetAddress, String> listener;
    private final Optional<SubmitServers> submitServers;

    /**
     * @param outgoing what the current configuration says of bindings
     * @param departure tells from where mail would leave
     * @param mayRelay whether a client may relay, by its address
     * @param listener the name of the listener that clients of an address of this host reach
     * @param submitServers where programs would submit mail
     */
    public WhyCommand(
            Outgoing outgoing,
            DepartureText departure,
            Function<Recipient, Route> router,
            Predicate<InetAddress> mayRelay,
            Function<InetAddress, String> listener,
            Optional<SubmitServers> submitServers) {
        this.outgoing = outgoing;
        this.departure = departure;
        this.router = router;
        this.mayRelay = mayRelay;
        this.listener = listener;
        this.submitServers = submitServers;
    }

    /**
     * {@return the reply}
     *
     * @param words from, to, and perhaps the client's address and the one it connects to; without
     *     them a program of this host sends the message
     */
    public AdminReply reply(List<String> words) {
        Optional<ReversePath> from = sender(words.getFirst());
        Optional<EmailAddress> to = EmailAddress.parse(words.get(1));
        Optional<InetAddress> client = address(words, 2);
        Optional<InetAddress> reached = address(words, 3);
        if (from.isEmpty() || to.isEmpty()) {
            return bad("<from> and <to> are addresses; <> is the empty sender");
        }
        if ((words.size() > 2 && client.isEmpty()) || (words.size() > 3 && reached.isEmpty())) {
            return bad("the client and in-ip are IP addresses");
        }
        return reply(from.get(), to.get(), reception(from.get(), client, reached));
    }

    private static AdminReply bad(String why) {
        return AdminReply.refused(ExitStatus.DATA_ERROR, "why: " + why);
    }

    private static Optional<ReversePath> sender(String word) {
        return word.equals(NO_SENDER)
                ? Optional.of(ReversePath.NULL)
                : EmailAddress.parse(word).map(ReversePath::of);
    }

    private static Optional<InetAddress> address(List<String> words, int index) {
        return index < words.size() ? IpLiteral.parse(words.get(index)) : Optional.empty();
    }

    private Reception reception(
            ReversePath sender, Optional<InetAddress> client, Optional<InetAddress> reached) {
        Reception reception =
                client.isEmpty()
                        ? ofProgram(sender)
                        : new Reception(reached.map(listener).orElse(""), reached, client, "", "");
        boolean isTrusted = client.isEmpty() || mayRelay.test(client.get());
        return reception.in(outgoing.groups().ofMessage(sender, reception, isTrusted));
    }

    private Reception ofProgram(ReversePath sender) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return submitServers
                .flatMap(servers -> servers.reception(sender, here))
                .orElseGet(() -> Reception.ofProgram(here));
    }

    private AdminReply reply(ReversePath sender, EmailAddress recipient, Reception reception) {
        Route route = router.apply(Recipient.of(recipient));
        EmailAddress to =
                !route.isFork() && route.destination() instanceof Destination.Remote(var end)
                        ? end
                        : recipient;
        BindingDecision decision =
                outgoing.of(sender, reception, FirstFields.NONE).decide(recipient, to);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", decision.rule());
        String binding =
                switch (decision) {
                    case BindingDecision.NoBinding _ -> "";
                    case BindingDecision.Use(BindingRef.One(var one), _) -> one;
                    case BindingDecision.Use(BindingRef.OfGroup(var group), _) ->
                            outgoing.members().next(group).orElse("");
                };
        fields.put("binding", binding);
        fields.put("group", outgoing.scopes().groupOf(binding).orElse(""));
        if (decision instanceof BindingDecision.Use(BindingRef.OfGroup(var group), _)) {
            fields.put(
                    "members",
                    outgoing.scopes().members(group).stream().map(Member::binding).toList());
        }
        if (!binding.isEmpty()) {
            fields.putAll(departure.fields(binding, sender, reception, recipient, to.domain()));
        }
        return shown(fields, binding.isEmpty(), options(binding, to));
    }

    /** {@return the options that have an effect, with the values that hold} */
    private List<OptionText> options(String binding, EmailAddress to) {
        if (binding.isEmpty()) {
            return List.of();
        }
        ScopeView view =
                outgoing.scopes().ofMail(new ScopePlace(binding, to.domain().name(), List.of()));
        List<OptionText> options = new ArrayList<>();
        for (String name : BindOptions.names()) {
            BindOptions.named(name)
                    .filter(ServedOptions::has)
                    .ifPresent(option -> options.addAll(OptionText.of(option, view)));
        }
        return options;
    }

    private AdminReply shown(
            Map<String, Object> fields, boolean hasNone, List<OptionText> options) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            String shown =
                    value instanceof List<?> list
                            ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
                            : value.toString();
            if (!shown.isEmpty()) {
                text.append(name).append(": ").append(shown).append('\n');
            }
        });
        if (hasNone) {
            text.append("binding: none; clients are told to try again later (451)\n");
        }
        if (outgoing.policy().needsHeaders()) {
            text.append("rules that look at headers are passed over here\n");
        }
        options.forEach(option -> text.append(option.line()));
        fields.put("options", options.stream().map(OptionText::fields).toList());
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }
}
