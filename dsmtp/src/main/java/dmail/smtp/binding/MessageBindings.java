package dmail.smtp.binding;

import dmail.common.address.EmailAddress;
import dmail.common.config.binding.BindingRef;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.FirstFields;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The bindings of one message: of each group one member takes all its recipients. Not thread-safe.
 */
public final class MessageBindings {
    private final Outgoing outgoing;
    private final ReversePath sender;
    private final Reception reception;
    private final FirstFields header;
    private final Map<String, String> members = new HashMap<>();

    MessageBindings(
            Outgoing outgoing, ReversePath sender, Reception reception, FirstFields header) {
        this.outgoing = outgoing;
        this.sender = sender;
        this.reception = reception;
        this.header = header;
    }

    /**
     * {@return the decision for a recipient; no member of a group has a turn by it}
     *
     * @param recipient as the client gave it
     * @param to where its mail goes, after forwards and aliases
     */
    public BindingDecision decide(EmailAddress recipient, EmailAddress to) {
        return outgoing.policy().decide(asked(recipient, to));
    }

    private Asked asked(EmailAddress recipient, EmailAddress to) {
        return new Asked(
                switch (sender) {
                    case ReversePath.Null() -> Optional.empty();
                    case ReversePath.Sender(var address) -> Optional.of(address);
                },
                to,
                reception.login(),
                reception.client(),
                reception.reached(),
                reception.listener(),
                outgoing.groups().ofRecipient(sender, reception, recipient),
                header::find);
    }

    /**
     * {@return the binding by which mail for a recipient leaves; parameters as above} A group has
     * no member for a moment only, while settings are replaced; then nothing is decided yet.
     *
     * @param id of the message
     */
    public BindingChoice choose(QueueId id, EmailAddress recipient, EmailAddress to) {
        return switch (decide(recipient, to)) {
            case BindingDecision.NoBinding(var rule) -> byDefault(rule);
            case BindingDecision.Use(BindingRef.One(var binding), var rule) ->
                    new BindingChoice(binding, "", rule);
            case BindingDecision.Use(BindingRef.OfGroup(var group), var rule) ->
                    member(id, group, to.domain().name())
                            .map(member -> new BindingChoice(member, group, rule))
                            .orElse(BindingChoice.UNDECIDED);
        };
    }

    /** {@return a choice with the member of its group that is next, by the same rule} */
    public BindingChoice otherMember(QueueId id, BindingChoice before, EmailAddress to) {
        return member(id, before.group(), to.domain().name())
                .map(member -> new BindingChoice(member, before.group(), before.rule()))
                .orElse(before);
    }

    /** One member takes all recipients, but for domains that it sends nothing to. */
    private Optional<String> member(QueueId id, String group, String domain) {
        Pauses pauses = outgoing.pauses();
        String before = members.get(group);
        if (before != null && !pauses.passesOver(before, domain, id)) {
            return Optional.of(before);
        }
        Predicate<String> passedOver = binding -> pauses.passesOver(binding, domain, id);
        Optional<String> chosen =
                outgoing.members().choose(group, outgoing.unwilling(group, domain, passedOver));
        if (before != null && chosen.filter(passedOver.negate()).isEmpty()) {
            return Optional.of(before);
        }
        chosen.ifPresent(binding -> {
            // It is counted when it is chosen, so that the next message finds what is left.
            Optional<Pause> _ = pauses.warmUp(binding, id);
            members.put(group, binding);
        });
        return chosen;
    }

    /**
     * {@return whether a choice would be another one today} The turn of a group's member isn't
     * decided again.
     */
    public boolean differs(BindingChoice choice, EmailAddress recipient, EmailAddress to) {
        return switch (decide(recipient, to)) {
            case BindingDecision.NoBinding _ -> !choice.isDefault();
            case BindingDecision.Use(BindingRef.One(var binding), _) ->
                    !choice.group().isEmpty() || !choice.binding().equals(binding);
            case BindingDecision.Use(BindingRef.OfGroup(var group), _) ->
                    !outgoing.isMember(choice, group);
        };
    }

    private static BindingChoice byDefault(String rule) {
        return new BindingChoice(BindingChoice.DEFAULT.binding(), "", rule);
    }
}
