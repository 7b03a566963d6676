package dmail.smtp.source;

import dmail.common.address.IpLiteral;
import dmail.common.config.binding.Member;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.binding.value.BindFailure;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.config.binding.value.OutboundMode;
import dmail.smtp.source.OutboundSource.Turn;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order in which the source of a connection is looked for: for the binding {@code default} what
 * {@code outbound_ipv4} and {@code outbound_ipv6} say, then the binding's {@code bind_address} with
 * {@code bind_failure}, else the system's choice.
 */
final class SourceOrder {
    private final ScopeTable scopes;
    private final AddressFacts facts;
    private final Machine machine;

    SourceOrder(ScopeTable scopes, AddressFacts facts, Machine machine) {
        this.scopes = scopes;
        this.facts = facts;
        this.machine = machine;
    }

    /**
     * {@return from where mail of a binding may be sent to an address of an exchanger}
     *
     * @param who what else the source depends on
     */
    Sources of(String binding, SourceIdentity who, InetAddress exchanger) {
        IpFamily family = IpFamily.of(exchanger);
        OutboundMode mode = mode(family);
        if (mode.kind() == OutboundMode.Kind.OFF) {
            return new Sources.Skip(setting(family) + " is off, so nothing is sent by " + family);
        }
        List<InetAddress> byMode =
                binding.equals(ScopeTable.DEFAULT) ? byMode(mode, who, exchanger) : List.of();
        Sources without = withoutMode(binding, mode, who, exchanger);
        return byMode.isEmpty()
                ? without
                : byMode(use(binding, byMode, Turn.AFTER_FAILURE), without);
    }

    /** An address that a mode gives is passed over while it is missing, like an unusable one. */
    private static Sources byMode(Sources.Use first, Sources without) {
        List<OutboundSource> all = new ArrayList<>(first.inOrder());
        all.addAll(sources(without));
        return new Sources.Use(all);
    }

    private Sources withoutMode(
            String binding, OutboundMode mode, SourceIdentity who, InetAddress exchanger) {
        Optional<BindAddress> bound = bound(binding, IpFamily.of(exchanger));
        if (bound.isEmpty()) {
            return unbound(binding, mode, who, exchanger);
        }
        return switch (of(binding, bound.get(), who, exchanger)) {
            case Sources.Use(var inOrder) -> withOthers(binding, who, exchanger, inOrder);
            case Sources.Wait(String why) -> instead(binding, who, exchanger, why);
            case Sources.Skip skip -> skip;
        };
    }

    /**
     * {@return the {@code bind_address} of a binding, unless it leaves the choice to the system}
     */
    private Optional<BindAddress> bound(String binding, IpFamily family) {
        return view(binding)
                .find(SendingOptions.BIND_ADDRESS, address -> address.serves(family))
                .map(found -> found.value())
                .filter(address -> !(address instanceof BindAddress.Any));
    }

    /** {@return why a connection from that address may not carry the mail} */
    Optional<String> forbids(SourceIdentity who, InetAddress source) {
        return isFor(source, who) ? Optional.empty() : Optional.of(isDedicated(source));
    }

    private OutboundMode mode(IpFamily family) {
        return view(ScopeTable.DEFAULT)
                .find(
                        switch (family) {
                            case IPV4 -> SendingOptions.OUTBOUND_IPV4;
                            case IPV6 -> SendingOptions.OUTBOUND_IPV6;
                        })
                .map(found -> found.value())
                .orElse(OutboundMode.SYSTEM);
    }

    private static String setting(IpFamily family) {
        return switch (family) {
            case IPV4 -> SendingOptions.OUTBOUND_IPV4.name();
            case IPV6 -> SendingOptions.OUTBOUND_IPV6.name();
        };
    }

    private ScopeView view(String binding) {
        return scopes.ofMail(new ScopePlace(binding, "", List.of()));
    }

    private List<InetAddress> byMode(OutboundMode mode, SourceIdentity who, InetAddress exchanger) {
        IpFamily family = IpFamily.of(exchanger);
        return switch (mode.kind()) {
            case PRIMARY ->
                    machine.addresses(family).stream()
                            .limit(1)
                            .filter(address -> isFor(address, who))
                            .toList();
            case SAME -> usable(who.reached(), who, exchanger);
            case DOMAIN ->
                    usable(
                            facts.ofGroup(who.group(), family)
                                    .or(() ->
                                            who.sender()
                                                    .flatMap(sender ->
                                                            facts.ofVirtual(sender, family))),
                            who,
                            exchanger);
            case ROTATE -> mode.rotation().stream().filter(address -> isFor(address, who)).toList();
            case SYSTEM, BOUND, OFF -> List.of();
        };
    }

    /** An address that the exchanger can't answer is passed over. */
    private List<InetAddress> usable(
            Optional<InetAddress> source, SourceIdentity who, InetAddress exchanger) {
        return source.filter(address -> IpFamily.of(address) == IpFamily.of(exchanger))
                .filter(address -> isFor(address, who))
                .filter(address ->
                        facts.isTranslated(address)
                                || Reach.of(address).reaches(Reach.of(exchanger)))
                .map(List::of)
                .orElse(List.of());
    }

    /** {@return whether no other group has the address for itself} */
    private boolean isFor(InetAddress address, SourceIdentity who) {
        return facts.dedicatedTo(address).filter(group -> !group.equals(who.group())).isEmpty();
    }

    private Sources of(
            String binding, BindAddress bound, SourceIdentity who, InetAddress exchanger) {
        IpFamily family = IpFamily.of(exchanger);
        return switch (bound) {
            case BindAddress.Any() ->
                    throw new IllegalArgumentException("the choice is the system's");
            case BindAddress.Literal(var address) -> of(binding, List.of(address), who);
            case BindAddress.Named(var host) -> {
                List<InetAddress> addresses =
                        machine.named(host).stream()
                                .filter(address -> IpFamily.of(address) == family)
                                .toList();
                yield addresses.isEmpty()
                        ? new Sources.Wait(
                                "bind_address " + host + " has no " + family + " address")
                        : of(binding, addresses, who);
            }
            case BindAddress.Unusable(String text, String why) ->
                    new Sources.Wait("bind_address " + text + " can't be used: " + why);
        };
    }

    private Sources of(String binding, List<InetAddress> addresses, SourceIdentity who) {
        List<InetAddress> free = addresses.stream().filter(address -> isFor(address, who)).toList();
        return free.isEmpty()
                ? new Sources.Wait(isDedicated(addresses.getFirst()))
                : use(binding, free, Turn.WITHOUT_ADDRESS);
    }

    private String isDedicated(InetAddress address) {
        return "source "
                + IpLiteral.text(address)
                + " is dedicated to domain_group "
                + facts.dedicatedTo(address).orElse("");
    }

    private static Sources.Use use(String binding, List<InetAddress> addresses, Turn later) {
        List<OutboundSource> sources = new ArrayList<>();
        for (InetAddress address : addresses) {
            Turn turn = sources.isEmpty() ? Turn.FIRST : later;
            sources.add(new OutboundSource(binding, Optional.of(address), turn));
        }
        return new Sources.Use(sources);
    }

    private Sources unbound(
            String binding, OutboundMode mode, SourceIdentity who, InetAddress exchanger) {
        IpFamily family = IpFamily.of(exchanger);
        if (mode.kind() == OutboundMode.Kind.BOUND) {
            return new Sources.Skip(
                    "binding "
                            + binding
                            + " has no "
                            + family
                            + " address, and "
                            + setting(family)
                            + " is bound");
        }
        return system(binding, who, exchanger, Turn.FIRST);
    }

    /** The system knows nothing of groups, so what it would choose is looked at first. */
    private Sources system(String binding, SourceIdentity who, InetAddress exchanger, Turn turn) {
        if (!facts.isAnyDedicated()) {
            return new Sources.Use(List.of(new OutboundSource(binding, Optional.empty(), turn)));
        }
        Optional<InetAddress> chosen = machine.chosenFor(exchanger);
        if (chosen.isEmpty() || isFor(chosen.get(), who)) {
            return new Sources.Use(List.of(new OutboundSource(binding, chosen, turn)));
        }
        for (InetAddress other : machine.addresses(IpFamily.of(exchanger))) {
            if (!usable(Optional.of(other), who, exchanger).isEmpty()) {
                return new Sources.Use(
                        List.of(new OutboundSource(binding, Optional.of(other), turn)));
            }
        }
        return new Sources.Wait(isDedicated(chosen.get()));
    }

    /** The binding has no source now, and {@code bind_failure} may give one. */
    private Sources instead(String binding, SourceIdentity who, InetAddress exchanger, String why) {
        List<OutboundSource> others = others(binding, who, exchanger);
        return others.isEmpty() ? new Sources.Wait(why) : new Sources.Use(others);
    }

    private Sources withOthers(
            String binding, SourceIdentity who, InetAddress exchanger, List<OutboundSource> own) {
        List<OutboundSource> all = new ArrayList<>(own);
        all.addAll(others(binding, who, exchanger));
        return new Sources.Use(all);
    }

    /** {@return what {@code bind_failure} allows while this machine lacks the address} */
    private List<OutboundSource> others(String binding, SourceIdentity who, InetAddress exchanger) {
        BindFailure then =
                view(binding)
                        .find(SendingOptions.BIND_FAILURE)
                        .map(found -> found.value())
                        .orElse(BindFailure.DEFER);
        return switch (then) {
            case DEFER -> List.of();
            case NEXT -> ofMembers(binding, who, exchanger);
            case SYSTEM -> sources(system(binding, who, exchanger, Turn.WITHOUT_ADDRESS));
        };
    }

    private List<OutboundSource> ofMembers(
            String binding, SourceIdentity who, InetAddress exchanger) {
        List<OutboundSource> all = new ArrayList<>();
        for (Member member : scopes.groupOf(binding).map(scopes::members).orElse(List.of())) {
            // Weight 0 is how a binding is emptied.
            if (!member.binding().equals(binding) && member.weight() > 0) {
                // The system's choice is what bind_failure system allows.
                bound(member.binding(), IpFamily.of(exchanger))
                        .ifPresent(address ->
                                all.addAll(sources(of(member.binding(), address, who, exchanger))));
            }
        }
        return all;
    }

    private static List<OutboundSource> sources(Sources found) {
        List<OutboundSource> later = new ArrayList<>();
        if (found instanceof Sources.Use(var inOrder)) {
            for (OutboundSource source : inOrder) {
                later.add(
                        new OutboundSource(
                                source.binding(), source.address(), Turn.WITHOUT_ADDRESS));
            }
        }
        return later;
    }
}
