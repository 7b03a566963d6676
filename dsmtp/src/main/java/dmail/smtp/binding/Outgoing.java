package dmail.smtp.binding;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.value.DefaultBinding;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.limits.OutboundLimits;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.FirstFields;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import dmail.smtp.source.SenderGroups;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a configuration says of bindings. Made only when a line says anything. */
public final class Outgoing {
    private final ScopeTable scopes;
    private final BindingPolicy policy;
    private final DefaultBinding whenDefault;
    private final SenderGroups groups;
    private final GroupChoice turns;
    private final BindingStates states;
    private final Pauses pauses;
    private final OutboundLimits limits;

    private Outgoing(
            ScopeTable scopes,
            BindingPolicy policy,
            DefaultBinding whenDefault,
            SenderGroups groups,
            GroupChoice turns,
            BindingStates states,
            OutboundLimits limits) {
        this.scopes = scopes;
        this.policy = policy;
        this.whenDefault = whenDefault;
        this.groups = groups;
        this.turns = turns;
        this.states = states;
        this.pauses = new Pauses(scopes, whenDefault, states);
        this.limits = limits;
    }

    /** The same with a table of its own. */
    public static Outgoing of(
            Configuration configuration,
            SenderGroups groups,
            Optional<Outgoing> before,
            BindingStates states) {
        return of(configuration, ScopeTable.of(configuration), groups, before, states);
    }

    /**
     * Makes that of a configuration.
     *
     * @param scopes its options of sending
     * @param groups of domains
     * @param before that of the configuration before, whose turns and counters go on
     * @param states of bindings, which outlive the configuration
     */
    public static Outgoing of(
            Configuration configuration,
            ScopeTable scopes,
            SenderGroups groups,
            Optional<Outgoing> before,
            BindingStates states) {
        DefaultBinding whenDefault = configuration.value(BindingSettings.DEFAULT_BINDING);
        return new Outgoing(
                scopes,
                new BindingPolicy(
                        configuration.located(BindingSettings.BIND_RULE),
                        ofGroups(configuration),
                        whenDefault),
                whenDefault,
                groups,
                before.map(earlier -> earlier.turns).orElseGet(() -> new GroupChoice(scopes)),
                states,
                OutboundLimits.of(scopes, states.clock(), before.map(earlier -> earlier.limits)));
    }

    /** {@return the bindings of those domain groups that have one; of two lines the last counts} */
    private static Map<String, BindingRef> ofGroups(Configuration configuration) {
        Map<String, BindingRef> bindings = new HashMap<>();
        for (Located<GroupLine> line : configuration.located(DomainSettings.DOMAIN_GROUP)) {
            if (line.value().option() instanceof GroupOption.Binding(var use)) {
                bindings.put(line.value().group(), use);
            }
        }
        return bindings;
    }

    /** It replaces the one before. */
    public void takeEffect() {
        turns.reload(scopes);
        limits.takeEffect();
    }

    public ScopeTable scopes() {
        return scopes;
    }

    public BindingPolicy policy() {
        return policy;
    }

    public SenderGroups groups() {
        return groups;
    }

    /** {@return whose turn it is in each group} */
    public MemberChoice members() {
        return turns;
    }

    /** {@return the member of a group that mail to a domain would get next; nothing moves} */
    public Optional<String> nextMember(String group, Domain to) {
        Predicate<String> passedOver = binding -> pauses.passesOver(binding, to.name());
        return turns.next(group, unwilling(group, to.name(), passedOver));
    }

    /**
     * {@return which members of a group take no mail to a domain} With all of them passed over,
     * mail goes to one that only rests, and isn't left for hours with one that is suspended or has
     * used up its warm-up.
     *
     * @param passedOver who takes nothing now
     */
    Predicate<String> unwilling(String group, String domain, Predicate<String> passedOver) {
        boolean isAnyFree = turns.next(group, passedOver).filter(passedOver.negate()).isPresent();
        return isAnyFree ? passedOver : binding -> pauses.waitsLong(binding, domain);
    }

    /**
     * {@return whether a group's member has used up its warm-up, and another one takes mail to a
     * domain}
     *
     * @param id of the message, which the member may have counted already
     */
    public boolean isPassedOver(BindingChoice choice, Domain to, QueueId id) {
        return !choice.group().isEmpty()
                && pauses.isUsedUpFor(choice.binding(), id)
                && nextMember(choice.group(), to)
                        .filter(member -> !pauses.waitsLong(member, to.name()))
                        .isPresent();
    }

    /** {@return what is remembered of bindings} */
    public BindingStates states() {
        return states;
    }

    /** {@return which mail isn't tried for now} */
    public Pauses pauses() {
        return pauses;
    }

    /** {@return how much mail may be sent at a time} */
    public OutboundLimits limits() {
        return limits;
    }

    /** {@return whether there is a binding of that name} */
    public boolean has(String binding) {
        return scopes.has(new BindingRef.One(binding));
    }

    /** {@return whether mail may leave by a binding that was chosen earlier} */
    public boolean has(BindingChoice choice) {
        return has(choice.binding());
    }

    /** {@return whether a choice was made of that group, whose member it still is} */
    boolean isMember(BindingChoice choice, String group) {
        return choice.group().equals(group)
                && scopes.groupOf(choice.binding()).filter(group::equals).isPresent();
    }

    /**
     * {@return whether clients are told at RCPT already that no binding is found; rules for headers
     * are asked after DATA}
     */
    public boolean refusesRecipients() {
        return whenDefault == DefaultBinding.NONE && !policy.needsHeaders();
    }

    /** {@return whether clients are told after DATA that no binding is found} */
    public boolean refusesMessages() {
        return whenDefault == DefaultBinding.NONE && policy.needsHeaders();
    }

    /**
     * {@return the bindings of a message}
     *
     * @param header its fields that {@link BindingPolicy#headers} names
     */
    public MessageBindings of(ReversePath sender, Reception reception, FirstFields header) {
        return new MessageBindings(this, sender, reception, header);
    }
}
