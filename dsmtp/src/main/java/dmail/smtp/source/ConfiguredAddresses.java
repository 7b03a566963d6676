package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.config.binding.value.OutboundMode;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.listen.IpLine;
import dmail.common.config.type.VdomainLine;
import dmail.common.identity.AddressNames;
import dmail.common.login.DomainGroup;
import dmail.common.login.DomainGroups;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the lines of dmail.conf say of this host's addresses. */
final class ConfiguredAddresses implements AddressFacts {
    private final Optional<DomainGroups> groups;
    private final AddressNames names;
    private final Set<InetAddress> translated = new HashSet<>();
    private final Set<InetAddress> seen = new HashSet<>();

    /** These are filled only when a mode asks for them. */
    private final Map<String, List<InetAddress>> ofGroups = new HashMap<>();

    private final Map<String, List<InetAddress>> membersOf = new HashMap<>();
    private final Map<Domain, List<InetAddress>> ofVirtual = new HashMap<>();
    private boolean isAnyDedicated;

    private ConfiguredAddresses(Configuration configuration, Optional<DomainGroups> groups) {
        this.groups = groups;
        this.names = AddressNames.of(configuration);
    }

    /**
     * {@return those of a configuration}
     *
     * @param groups its domain groups
     */
    static ConfiguredAddresses of(Configuration configuration, Optional<DomainGroups> groups) {
        ConfiguredAddresses addresses = new ConfiguredAddresses(configuration, groups);
        configuration.values(ListeningSettings.IP).forEach(addresses::take);
        boolean byDomain =
                isByDomain(configuration.value(SendingOptions.OUTBOUND_IPV4))
                        || isByDomain(configuration.value(SendingOptions.OUTBOUND_IPV6));
        Map<String, List<InetAddress>> ofPrefixes = new HashMap<>();
        if (byDomain) {
            for (VdomainLine line : configuration.values(DomainSettings.VDOMAIN)) {
                addresses.take(line, ofPrefixes);
            }
        }
        for (GroupLine line : configuration.values(DomainSettings.DOMAIN_GROUP)) {
            addresses.take(line, byDomain, ofPrefixes);
        }
        return addresses;
    }

    private static boolean isByDomain(OutboundMode mode) {
        return mode.kind() == OutboundMode.Kind.DOMAIN;
    }

    private void take(IpLine line) {
        if (line.option() instanceof IpLine.Option.PublicAddress(var there)) {
            line.address().ifPresent(translated::add);
            seen.add(there);
        }
    }

    private void take(VdomainLine line, Map<String, List<InetAddress>> ofPrefixes) {
        if (line.claim() instanceof VdomainLine.Claim.Address(var address)) {
            ofVirtual.computeIfAbsent(line.domain(), _ -> new ArrayList<>()).add(address);
            ofPrefixes.computeIfAbsent(line.prefix(), _ -> new ArrayList<>()).add(address);
        }
    }

    private void take(GroupLine line, boolean byDomain, Map<String, List<InetAddress>> ofPrefixes) {
        if (line.option() instanceof GroupOption.Dedicated(var on)) {
            isAnyDedicated |= on;
        }
        if (!byDomain) {
            return;
        }
        List<InetAddress> bound = ofGroups.computeIfAbsent(line.group(), _ -> new ArrayList<>());
        List<InetAddress> ofMembers =
                membersOf.computeIfAbsent(line.group(), _ -> new ArrayList<>());
        switch (line.option()) {
            case GroupOption.BindTo(var address) -> address.ifPresent(bound::add);
            case GroupOption.OfVdomain(var prefix) ->
                    ofMembers.addAll(ofPrefixes.getOrDefault(prefix, List.of()));
            case GroupOption.OfDomain(var domain) ->
                    ofMembers.addAll(ofVirtual.getOrDefault(domain, List.of()));
            default -> {}
        }
    }

    @Override
    public Optional<Located<Domain>> hostOfGroup(InetAddress address) {
        return group(address).flatMap(DomainGroup::localHost);
    }

    private Optional<DomainGroup> group(InetAddress address) {
        return groups.flatMap(some -> some.ofAddress(address));
    }

    @Override
    public Optional<EmailAddress> bouncesOfGroup(String group) {
        return groups.flatMap(some -> some.named(group)).flatMap(ConfiguredAddresses::bounces);
    }

    @Override
    public Optional<EmailAddress> bouncesOfGroup(InetAddress address) {
        return group(address).flatMap(ConfiguredAddresses::bounces);
    }

    private static Optional<EmailAddress> bounces(DomainGroup group) {
        return group.bouncesFrom().map(Located::value);
    }

    @Override
    public Optional<Located<Domain>> name(InetAddress address) {
        return names.of(address);
    }

    @Override
    public Optional<String> dedicatedTo(InetAddress address) {
        return isAnyDedicated
                ? group(address).filter(DomainGroup::isDedicated).map(DomainGroup::name)
                : Optional.empty();
    }

    @Override
    public boolean isAnyDedicated() {
        return isAnyDedicated;
    }

    @Override
    public Optional<InetAddress> ofGroup(String group, IpFamily family) {
        return first(ofGroups.getOrDefault(group, List.of()), family)
                .or(() -> first(membersOf.getOrDefault(group, List.of()), family));
    }

    @Override
    public Optional<InetAddress> ofVirtual(Domain domain, IpFamily family) {
        return first(ofVirtual.getOrDefault(domain, List.of()), family);
    }

    private static Optional<InetAddress> first(List<InetAddress> addresses, IpFamily family) {
        return addresses.stream().filter(address -> IpFamily.of(address) == family).findFirst();
    }

    @Override
    public boolean isSeenAs(InetAddress address) {
        return seen.contains(address);
    }

    @Override
    public boolean isTranslated(InetAddress address) {
        return translated.contains(address);
    }
}
