package dmail.smtp.delivery;

import dmail.common.address.Domain;
import dmail.common.config.type.HostAndPort;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.dns.NextHop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Some domains; those not in it can't be looked up now. */
public final class FakeExchangers implements MailExchangers {
    private final Map<Domain, Exchangers> domains = new ConcurrentHashMap<>();

    /** The mail of a domain goes to these, the first one first. */
    public FakeExchangers with(String domain, Sink... sinks) {
        return with(domain, Stream.of(sinks).map(Sink::peer).toArray(Peer[]::new));
    }

    public FakeExchangers with(String domain, Peer... peers) {
        return with(
                domain,
                new Exchangers.Hosts(
                        Stream.of(peers)
                                .map(p ->
                                        new Exchangers.Host(
                                                p.name(), p.port(), List.of(p.address())))
                                .toList()));
    }

    public FakeExchangers with(String domain, Exchangers answer) {
        domains.put(new Domain(domain), answer);
        return this;
    }

    /** A gateway is given by its address. */
    private static Exchangers through(HostAndPort gateway) {
        return new Exchangers.Hosts(
                List.of(
                        new Exchangers.Host(
                                gateway.name(),
                                gateway.port().orElse(25),
                                List.of(gateway.address().orElseThrow()))));
    }

    @Override
    public Exchangers of(Domain domain, NextHop hop) {
        if (hop.gateway().isPresent()) {
            return through(hop.gateway().get());
        }
        return domains.getOrDefault(
                domain, new Exchangers.TryLater("no name server answers for " + domain));
    }
}
