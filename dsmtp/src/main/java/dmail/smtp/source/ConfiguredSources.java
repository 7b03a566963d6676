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
import dmail.common.config.binding.value.IpFamily;
import dmail.common.config.binding.value.OutboundMode;
import dmail.common.login.DomainGroups;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** From where, and under which name, mail leaves as dmail.conf says. */
public final class ConfiguredSources implements SourcePolicy {
    /** Domains of senders that are named in EHLO; each has connections of its own. */
    private static final int MOST_SENDERS = 1000;

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
    private final Predicate<Domain> isLocal;
    private final SenderDomains senders;
    private final boolean isByDomain;
    private final Set<InetAddress> named;

    private ConfiguredSources(
            Configuration configuration,
            ScopeTable scopes,
            AddressFacts facts,
            SenderGroups groups,
            Predicate<Domain> isLocal,
            Machine machine) {
        List<Located<Domain>> local = configuration.located(DomainSettings.LOCAL_HOST);
        this.scopes = scopes;
        this.machine = machine;
        this.facts = facts;
        this.groups = groups;
        this.isLocal = isLocal;
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
        this.named = NamedSources.of(configuration);
        this.isByDomain = isMode(configuration, OutboundMode.Kind.DOMAIN);
        this.dependsOnGroup = isByDomain || facts.isAnyDedicated();
        this.senders = new SenderDomains(saysSender(configuration) ? MOST_SENDERS : 0);
    }

    /**
     * {@return the policy of a configuration}
     *
     * @param configuration one with a host_domain
     * @param scopes its options of sending
     * @param groups its domain groups
     * @param isLocal tells its domains
     */
    public static ConfiguredSources of(
            Configuration configuration,
            ScopeTable scopes,
            Optional<DomainGroups> groups,
            Predicate<Domain> isLocal,
            Machine machine) {
        return new ConfiguredSources(
                configuration,
                scopes,
                ConfiguredAddresses.of(configuration, groups),
                SenderGroups.of(groups),
                isLocal,
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
        if (!dependsOnAddress && !dependsOnGroup && senders.isNone()) {
            return SourceIdentity.NONE;
        }
        return new SourceIdentity(
                dependsOnAddress && binding.equals(ScopeTable.DEFAULT)
                        ? reception.reached()
                        : Optional.empty(),
                dependsOnGroup ? groups.ofRecipient(sender, reception, recipient) : "",
                reception.isTrusted() ? domain(sender) : Optional.empty());
    }

    /** {@return one of our domains, if its mail may leave in another way than that of others} */
    private Optional<Domain> domain(ReversePath sender) {
        return switch (sender) {
            case ReversePath.Null() -> Optional.empty();
            case ReversePath.Sender(var address) ->
                    Optional.of(address.domain())
                            .filter(domain -> isByDomain || !senders.isNone())
                            .filter(isLocal)
                            .filter(domain -> hasAddress(domain) || senders.admits(domain));
        };
    }

    private boolean hasAddress(Domain domain) {
        return isByDomain
                && (facts.ofVirtual(domain, IpFamily.IPV4).isPresent()
                        || facts.ofVirtual(domain, IpFamily.IPV6).isPresent());
    }

    @Override
    public boolean has(String binding) {
        return scopes.has(new BindingRef.One(binding));
    }

    /** What is said of mail whose binding is gone is what is said of {@code default}'s. */
    private String known(String binding) {
        return has(binding) ? binding : ScopeTable.DEFAULT;
    }

    @Override
    public void found(Domain domain, List<String> bestExchangers) {
        exchangers.found(domain, bestExchangers);
    }

    @Override
    public Sources sources(String binding, SourceIdentity who, InetAddress exchanger) {
        return has(binding)
                ? sources.of(binding, who, exchanger)
                : new Sources.Wait("binding " + binding + " is gone");
    }

    @Override
    public boolean isLeading(
            String binding,
            SourceIdentity who,
            InetAddress exchanger,
            Predicate<InetAddress> isThere) {
        return sources(binding, who, exchanger) instanceof Sources.Use(var inOrder)
                && inOrder.stream()
                        .map(OutboundSource::address)
                        .anyMatch(address ->
                                address.isEmpty()
                                        || (isThere.test(address.get())
                                                && machine.leads(address.get(), exchanger)));
    }

    @Override
    public Set<InetAddress> named() {
        return named;
    }

    @Override
    public boolean isThere(InetAddress source) {
        return machine.has(source);
    }

    @Override
    public Optional<String> forbids(SourceIdentity who, InetAddress source) {
        return sources.forbids(who, source);
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
