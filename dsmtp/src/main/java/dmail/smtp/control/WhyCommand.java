package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.admin.AdminReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Setting.Availability;
import dmail.common.config.binding.BindOptions;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.Member;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopeView;
import dmail.smtp.binding.BindingDecision;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.control.DepartureText.Departing;
import dmail.smtp.delivery.remote.OptionsOfSource;
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
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

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
    private final BiPredicate<InetAddress, Optional<InetAddress>> mayRelay;
    private final BiFunction<InetAddress, InetAddress, String> listener;
    private final Optional<SubmitServers> submitServers;

    /**
     * @param outgoing what the current configuration says of bindings
     * @param departure tells from where mail would leave
     * @param mayRelay whether a client may relay where it connects to, by both addresses
     * @param listener the name of the listener that a client reaches at an address of this host, by
     *     both addresses
     * @param submitServers where programs would submit mail
     */
    public WhyCommand(
            Outgoing outgoing,
            DepartureText departure,
            Function<Recipient, Route> router,
            BiPredicate<InetAddress, Optional<InetAddress>> mayRelay,
            BiFunction<InetAddress, InetAddress, String> listener,
            Optional<SubmitServers> submitServers) {
        this.outgoing = outgoing;
        this.departure = departure;
        this.router = router;
        this.mayRelay = mayRelay;
        this.listener = listener;
        this.submitServers = submitServers;
    }

    /**
     * A message that might come.
     *
     * @param isClients whether it comes from a client, which can be told to try again
     */
    private record Asked(
            ReversePath sender, EmailAddress recipient, Reception reception, boolean isClients) {}

    /**
     * {@return the reply}
     *
     * @param words from, to, and perhaps the client's address, the one it connects to, and the full
     *     name of who logs in; without them a program of this host sends the message
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
        String login = words.size() > 4 ? words.get(4) : "";
        Reception reception = reception(from.get(), client, reached, login);
        return reply(new Asked(from.get(), to.get(), reception, client.isPresent()));
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
            ReversePath sender,
            Optional<InetAddress> client,
            Optional<InetAddress> reached,
            String login) {
        Reception reception =
                client.isEmpty()
                        ? ofProgram(sender)
                        : new Reception(
                                reached.map(at -> listener.apply(client.get(), at)).orElse(""),
                                reached,
                                client,
                                login,
                                "",
                                false);
        boolean isTrusted =
                client.isEmpty() || !login.isEmpty() || mayRelay.test(client.get(), reached);
        return outgoing.groups().received(sender, reception, isTrusted);
    }

    private Reception ofProgram(ReversePath sender) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return submitServers
                .flatMap(servers -> servers.reception(sender, here))
                .orElseGet(() -> Reception.ofProgram(here));
    }

    private AdminReply reply(Asked asked) {
        List<WhyAnswer> answers = new ArrayList<>();
        for (Destination end : router.apply(Recipient.of(asked.recipient())).destinations()) {
            answers.add(answer(asked, end));
        }
        return WhyAnswer.reply(answers, outgoing.policy().needsHeaders());
    }

    private WhyAnswer answer(Asked asked, Destination end) {
        return switch (end) {
            case Destination.Remote(EmailAddress to) -> byBinding(asked, to);
            case Destination.Local(var mailbox) ->
                    WhyAnswer.stays("mailbox " + mailbox.databaseName() + " is on this host");
            case Destination.Program _ -> WhyAnswer.stays("a program of this host gets it");
            case Destination.Nowhere() -> WhyAnswer.stays("nobody gets it");
            case Destination.Unknown(String why) -> WhyAnswer.stays("nobody gets it: " + why);
            case Destination.TryLater(String why) -> WhyAnswer.stays("not known now: " + why);
        };
    }

    private WhyAnswer byBinding(Asked asked, EmailAddress to) {
        BindingDecision decision =
                outgoing.of(asked.sender(), asked.reception(), FirstFields.NONE)
                        .decide(asked.recipient(), to);
        if (decision instanceof BindingDecision.NoBinding(String rule)
                && asked.isClients()
                && asked.recipient().equals(to)) {
            return WhyAnswer.refused(rule);
        }
        String chosen = chosen(decision, to);
        Departing leaves =
                departure.of(
                        chosen, asked.sender(), asked.reception(), asked.recipient(), to.domain());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", decision.rule());
        fields.put("binding", leaves.binding());
        fields.put("group", outgoing.scopes().groupOf(chosen).orElse(""));
        if (!leaves.binding().equals(chosen)) {
            fields.put("instead_of", chosen);
        }
        if (decision instanceof BindingDecision.Use(BindingRef.OfGroup(var group), _)) {
            fields.put("members", members(group));
        }
        fields.put("source", leaves.source());
        fields.put("ehlo", leaves.ehlo());
        fields.put("exchangers", leaves.exchangers());
        if (!leaves.waits().isEmpty()) {
            fields.put("waits", leaves.waits());
        }
        return new WhyAnswer(to.toString(), fields, options(chosen, leaves, to.domain()), "");
    }

    private String chosen(BindingDecision decision, EmailAddress to) {
        return switch (decision) {
            case BindingDecision.NoBinding _ -> ScopeTable.DEFAULT;
            case BindingDecision.Use(BindingRef.One(var one), _) -> one;
            case BindingDecision.Use(BindingRef.OfGroup(var group), _) ->
                    outgoing.nextMember(group, to.domain()).orElse(ScopeTable.DEFAULT);
        };
    }

    private List<String> members(String group) {
        return outgoing.scopes().members(group).stream().map(Member::binding).toList();
    }

    /**
     * {@return the options that have an effect, with the values that hold} Some are read of the
     * binding whose source is used, if that is another one.
     */
    private List<OptionText> options(String chosen, Departing leaves, Domain domain) {
        ScopeView ofChosen = view(chosen, domain, leaves);
        ScopeView ofSource = view(leaves.binding(), domain, leaves);
        List<OptionText> options = new ArrayList<>();
        for (String name : BindOptions.names()) {
            BindOptions.named(name)
                    .filter(option -> option.availability() instanceof Availability.Served)
                    .ifPresent(option ->
                            options.addAll(
                                    OptionText.of(
                                            option,
                                            OptionsOfSource.has(option) ? ofSource : ofChosen)));
        }
        return options;
    }

    private ScopeView view(String binding, Domain domain, Departing leaves) {
        return outgoing.scopes()
                .ofMail(new ScopePlace(binding, domain.name(), leaves.bestExchangers()));
    }
}
