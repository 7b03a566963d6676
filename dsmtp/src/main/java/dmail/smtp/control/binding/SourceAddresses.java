package dmail.smtp.control.binding;

import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.config.binding.value.OutboundMode;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.listen.IpLine;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.type.VdomainLine;
import dmail.smtp.source.Machine;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All sources that lines of bindings, {@code ip} lines or modes can give to mail. */
final class SourceAddresses {
    /** The route to it is that to all hosts without one of their own; nothing is sent there. */
    private static final Map<IpFamily, String> OUTSIDE =
            Map.of(IpFamily.IPV4, "192.0.2.1", IpFamily.IPV6, "2001:db8::1");

    private final Configuration configuration;
    private final ScopeTable scopes;
    private final Machine machine;
    private final Set<InetAddress> all = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    private SourceAddresses(Configuration configuration, ScopeTable scopes, Machine machine) {
        this.configuration = configuration;
        this.scopes = scopes;
        this.machine = machine;
    }

    /** {@return those of a configuration} */
    static SourceAddresses of(Configuration configuration, ScopeTable scopes, Machine machine) {
        SourceAddresses sources = new SourceAddresses(configuration, scopes, machine);
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            line.address().ifPresent(sources.all::add);
        }
        sources.add(configuration.value(SendingOptions.OUTBOUND_IPV4), IpFamily.IPV4);
        sources.add(configuration.value(SendingOptions.OUTBOUND_IPV6), IpFamily.IPV6);
        return sources;
    }

    /** {@return the addresses, each once} */
    Set<InetAddress> all() {
        return all;
    }

    /** {@return the words of lines that lead to no address now} */
    Set<String> unknown() {
        return unknown;
    }

    /** {@return the addresses that others see in place of addresses of this host} */
    static Map<InetAddress, InetAddress> seen(Configuration configuration) {
        Map<InetAddress, InetAddress> seen = new LinkedHashMap<>();
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            if (line.option() instanceof IpLine.Option.PublicAddress(var outside)) {
                line.address().ifPresent(own -> seen.put(own, outside));
            }
        }
        return seen;
    }

    private void add(OutboundMode mode, IpFamily family) {
        if (mode.kind() == OutboundMode.Kind.OFF) {
            return;
        }
        for (String binding : scopes.bindings()) {
            Optional<BindAddress> address = address(binding, family);
            address.ifPresent(own -> add(own, family));
            boolean isLeftToSystem =
                    address.isEmpty()
                            && mode.kind() != OutboundMode.Kind.BOUND
                            && !binding.equals(ScopeTable.DEFAULT);
            if (isLeftToSystem) {
                addChosen(family);
            }
        }
        addOfMode(mode, family);
    }

    private Optional<BindAddress> address(String binding, IpFamily family) {
        return scopes.ofMail(new ScopePlace(binding, "", List.of()))
                .find(SendingOptions.BIND_ADDRESS, address -> address.serves(family))
                .map(Found::value);
    }

    private void add(BindAddress address, IpFamily family) {
        switch (address) {
            case BindAddress.Any() -> addChosen(family);
            case BindAddress.Literal(var literal) -> all.add(literal);
            case BindAddress.Named(var host) -> {
                List<InetAddress> found = machine.named(host);
                all.addAll(found);
                if (found.isEmpty()) {
                    unknown.add(host.name());
                }
            }
            case BindAddress.Unusable(var text, _) -> unknown.add(text);
        }
    }

    private void addChosen(IpFamily family) {
        machine.chosenFor(InetAddress.ofLiteral(OUTSIDE.get(family))).ifPresent(all::add);
    }

    private void addOfMode(OutboundMode mode, IpFamily family) {
        switch (mode.kind()) {
            case SYSTEM -> {
                if (address(ScopeTable.DEFAULT, family).isEmpty()) {
                    addChosen(family);
                }
            }
            case PRIMARY -> machine.addresses(family).stream().findFirst().ifPresent(all::add);
            case SAME -> addReached(family);
            case DOMAIN -> addOfDomains(family);
            case ROTATE -> all.addAll(mode.rotation());
            case BOUND, OFF -> {}
        }
    }

    /** Clients of a listener without an address reach all that the machine has. */
    private void addReached(IpFamily family) {
        ListenerTable table = ListenerTable.of(configuration);
        for (ListenerDefinition listener : table.of(Server.DSMTP)) {
            listener.address()
                    .map(Set::of)
                    .orElseGet(() -> Set.copyOf(machine.addresses(family)))
                    .forEach(address -> add(address, family));
        }
    }

    private void addOfDomains(IpFamily family) {
        for (VdomainLine line : configuration.values(DomainSettings.VDOMAIN)) {
            if (line.claim() instanceof VdomainLine.Claim.Address(var address)) {
                add(address, family);
            }
        }
        for (GroupLine line : configuration.values(DomainSettings.DOMAIN_GROUP)) {
            if (line.option() instanceof GroupOption.BindTo(var bound)) {
                bound.ifPresent(address -> add(address, family));
            }
        }
    }

    private void add(InetAddress address, IpFamily family) {
        if (IpFamily.of(address) == family) {
            all.add(address);
        }
    }
}
