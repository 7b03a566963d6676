package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.Scope;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.EhloName;
import dmail.common.config.binding.value.OutboundMode;
import dmail.common.login.DomainGroups;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** From where, and under which name, mail leaves as dmail.conf says. */
public final class ConfiguredSources implements SourcePolicy {
    private final ScopeTable scopes;
    private final Machine machine;
    private final SourceOrder sources;
    private final EhloOrder names;
    private final BounceOrder bounces;
    private final AddressFacts facts;
    private final KnownExchangers exchangers;
    private final SenderGroups groups;
    private final boolean dependsOnAddress;
    private final boolean dependsOnGroup;
    private final boolean dependsOnSender;

    private ConfiguredSources(
            Configuration configuration,
            ScopeTable scopes,
            AddressFacts facts,
            SenderGroups groups,
            Machine machine) {
        List<Located<Domain>> local = configuration.located(DomainSettings.LOCAL_HOST);
        this.scopes = scopes;
        this.machine = machine;
        this.facts = facts;
        this.groups = groups;
        this.sources = new SourceOrder(scopes, facts, machine);
        this.exchangers = new KnownExchangers(scopes);
        this.bounces = new BounceOrder(scopes, facts, exchangers);
        this.names =
                new EhloOrder(
                        scopes,
                        facts,
                        exchangers,
                        machine,
                        local.isEmpty() ? Optional.empty() : Optional.of(local.getLast()),
                        configuration.located(DomainSettings.HOST_DOMAIN).getFirst());
        this.dependsOnAddress = isMode(configuration, OutboundMode.Kind.SAME);
        boolean byDomain = isMode(configuration, OutboundMode.Kind.DOMAIN);
        this.dependsOnGroup = byDomain || facts.isAnyDedicated();
        this.dependsOnSender = byDomain || saysSender(configuration);
    }

    /**
     * {@return the policy of a configuration}
     *
     * @param configuration one with a host_domain
     * @param scopes its options of sending
     * @param groups its domain groups
     */
    public static ConfiguredSources of(
            Configuration configuration,
            ScopeTable scopes,
            Optional<DomainGroups> groups,
            Machine machine) {
        return new ConfiguredSources(
                configuration,
                scopes,
                ConfiguredAddresses.of(configuration, groups),
                SenderGroups.of(groups),
                machine);
    }

    /** {@return what says what the machine has; it serves the next policy as well} */
    public Machine machine() {
        return machine;
    }

    private static boolean isMode(Configuration configuration, OutboundMode.Kind kind) {
        return configuration.value(SendingOptions.OUTBOUND_IPV4).kind() == kind
                || configuration.value(SendingOptions.OUTBOUND_IPV6).kind() == kind;
    }

    private static boolean saysSender(Configuration configuration) {
        EhloName wanted = new EhloName.SenderDomain();
        return configuration.find(SendingOptions.EHLO_HOSTNAME).filter(wanted::equals).isPresent()
                || BindingSettings.scoped().stream()
                        .flatMap(setting -> configuration.values(setting).stream())
                        .flatMap(line -> line.option().stream())
                        .anyMatch(option -> wanted.equals(option.value()));
    }

    @Override
    public Optional<InetAddress> chosenFor(InetAddress exchanger) {
        return machine.chosenFor(exchanger);
    }

    @Override
    public SourceIdentity identity(
            ReversePath sender, Reception reception, EmailAddress recipient, String binding) {
        if (!dependsOnAddress && !dependsOnGroup && !dependsOnSender) {
            return SourceIdentity.NONE;
        }
        return new SourceIdentity(
                dependsOnAddress && isDefault(binding) ? reception.reached() : Optional.empty(),
                dependsOnGroup ? groups.ofRecipient(sender, reception, recipient) : "",
                dependsOnSender ? domain(sender) : Optional.empty());
    }

    private static Optional<Domain> domain(ReversePath sender) {
        return switch (sender) {
            case ReversePath.Null() -> Optional.empty();
            case ReversePath.Sender(var address) -> Optional.of(address.domain());
        };
    }

    private boolean isDefault(String binding) {
        return known(binding).equals(ScopeTable.DEFAULT);
    }

    /** Mail of a binding that is gone leaves by {@code default}. */
    private String known(String binding) {
        return scopes.has(new BindingRef.One(binding)) ? binding : ScopeTable.DEFAULT;
    }

    @Override
    public void found(Domain domain, List<String> bestExchangers) {
        exchangers.found(domain, bestExchangers);
    }

    @Override
    public Sources sources(String binding, SourceIdentity who, InetAddress exchanger) {
        return sources.of(known(binding), who, exchanger);
    }

    @Override
    public Domain ehlo(String binding, Domain destination, SourceIdentity who, InetAddress source) {
        return names.of(known(binding), destination, who, source).value();
    }

    @Override
    public Bounces bounces(String binding, Domain destination, Reception reception) {
        return bounces.of(known(binding), destination, reception);
    }

    @Override
    public Optional<ScopeView> options(String binding, Domain destination) {
        return Optional.of(
                binding.isEmpty()
                        ? scopes.at(Scope.GLOBAL)
                        : scopes.ofMail(exchangers.place(known(binding), destination)));
    }

    @Override
    public boolean isSeenAs(InetAddress address) {
        return facts.isSeenAs(address);
    }
}
