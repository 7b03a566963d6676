package dmail.smtp.dns;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.config.type.GatewayLine;
import dmail.common.config.type.HostAndPort;
import dmail.smtp.dns.Exchangers.Host;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the hosts of a domain: by a gateway line, an address literal, or DNS. */
final class MailRoutes {
    private final List<GatewayLine> gateways;
    private final int port;
    private final OwnHost self;
    private final HostAddresses hosts;
    private final ExchangerRoutes exchangers;

    /**
     * @param port of hosts without a port in their gateway line
     */
    MailRoutes(
            List<GatewayLine> gateways,
            int port,
            OwnHost self,
            HostAddresses hosts,
            ExchangerRoutes exchangers) {
        this.gateways = gateways;
        this.port = port;
        this.self = self;
        this.hosts = hosts;
        this.exchangers = exchangers;
    }

    /** {@return the names of the best exchangers, as far as they are known} */
    List<String> best(Domain domain) {
        Optional<GatewayLine> gateway = gateway(domain);
        if (gateway.isPresent()) {
            return List.of(gateway.get().hosts().getFirst().name().toLowerCase(Locale.ROOT));
        }
        return domain.isLiteral() ? List.of(domain.name()) : exchangers.best(domain.name());
    }

    private Optional<GatewayLine> gateway(Domain domain) {
        return gateways.stream().filter(line -> line.covers(domain.name())).findFirst();
    }

    /** A gateway of options goes before those of gateway lines without a scope. */
    Exchangers of(Domain domain, NextHop hop, LookupTrace trace) {
        int portThere = hop.port().orElse(port);
        if (hop.gateway().isPresent()) {
            return through(List.of(hop.gateway().get()), portThere, trace);
        }
        Optional<GatewayLine> gateway = gateway(domain);
        if (gateway.isPresent()) {
            return through(gateway.get().hosts(), portThere, trace);
        }
        return at(
                portThere,
                domain.isLiteral() ? literal(domain) : exchangers.of(domain.name(), trace));
    }

    private Exchangers at(int portThere, Exchangers found) {
        return portThere != port && found instanceof Exchangers.Hosts(List<Host> all)
                ? new Exchangers.Hosts(
                        all.stream()
                                .map(host ->
                                        new Host(
                                                host.name(),
                                                portThere,
                                                host.addresses(),
                                                host.preference()))
                                .toList())
                : found;
    }

    /** A gateway that can't be found is for the administrator to correct: the mail is deferred. */
    private Exchangers through(List<HostAndPort> gateway, int portThere, LookupTrace trace) {
        trace.known("gateway", gateway, "");
        List<Host> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        gateway.stream()
                .map(host -> new Attempt(host, search(host)))
                .toList()
                .forEach(attempt -> {
                    switch (attempt.search().endWithLastGood(trace)) {
                        case Addresses.Known(var all) ->
                                found.add(host(attempt.host(), portThere, all, found.size()));
                        case Addresses.None() -> problems.add(attempt.host() + " has no address");
                        case Addresses.Failed(String why) -> problems.add(why);
                    }
                });
        return found.isEmpty()
                ? new Exchangers.TryLater("no gateway is found: " + String.join("; ", problems))
                : new Exchangers.Hosts(found);
    }

    /** {@return the addresses of a host; empty when the look-up fails} */
    Optional<List<InetAddress>> addresses(String host) {
        return switch (hosts.begin(host).end(new LookupTrace())) {
            case Addresses.Known(var all) -> Optional.of(all);
            case Addresses.None() -> Optional.of(List.of());
            case Addresses.Failed _ -> Optional.empty();
        };
    }

    /** A host of a gateway line whose look-up is under way. */
    private record Attempt(HostAndPort host, HostAddresses.Search search) {}

    private HostAddresses.Search search(HostAndPort host) {
        return host.address()
                .<HostAddresses.Search>map(HostAddresses.Given::new)
                .orElseGet(() -> hosts.begin(host.name()));
    }

    private static Host host(
            HostAndPort host, int portThere, List<InetAddress> addresses, int place) {
        return new Host(host.name(), host.port().orElse(portThere), addresses, place);
    }

    /** RFC 5321 section 4.1.3: the address itself, without DNS. */
    private Exchangers literal(Domain domain) {
        String inside = domain.name().substring(1, domain.name().length() - 1);
        String address = inside.startsWith("IPv6:") ? inside.substring(5) : inside;
        return IpLiteral.parse(address)
                .map(known -> literal(domain, known))
                .orElseGet(() -> new Exchangers.NoSuchDomain(domain + " is no IP address"));
    }

    private Exchangers literal(Domain domain, InetAddress address) {
        return self.has(address)
                ? new Exchangers.OnlyOurselves(domain + " is an address of this server")
                : new Exchangers.Hosts(List.of(new Host(domain.name(), port, List.of(address))));
    }
}
