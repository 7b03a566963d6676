package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.smtp.delivery.remote.ScopedExchangers;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.dns.NextHop;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourceIdentity;
import dmail.smtp.source.SourcePolicy;
import dmail.smtp.source.Sources;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From where, and under which name, mail would be sent to a domain, for {@code why}. */
public final class DepartureText {
    private static final String UNKNOWN = "";

    private final SourcePolicy policy;
    private final MailExchangers exchangers;

    /**
     * @param policy what deliveries ask now
     */
    public DepartureText(SourcePolicy policy, MailExchangers exchangers) {
        this.policy = policy;
        this.exchangers = exchangers;
    }

    /**
     * {@return {@code source} and {@code ehlo} for the first address of an exchanger to which mail
     * may be sent, why there is none, and all {@code exchangers}}
     */
    Map<String, Object> fields(
            String binding,
            ReversePath sender,
            Reception reception,
            EmailAddress recipient,
            Domain domain) {
        SourceIdentity who = policy.identity(sender, reception, recipient, binding);
        List<String> names = new ArrayList<>();
        Map<String, Object> leaves = new LinkedHashMap<>();
        leaves.put("source", UNKNOWN);
        leaves.put("ehlo", UNKNOWN);
        Map<String, Object> found = Map.of();
        if (ScopedExchangers.of(exchangers, policy, binding, domain)
                instanceof Exchangers.Hosts hosts) {
            for (Exchangers.Host host : hosts.hosts()) {
                for (InetAddress address : host.addresses()) {
                    names.add(host.name() + " [" + IpLiteral.text(address) + "]");
                    found = found.containsKey("ehlo") ? found : to(address, binding, domain, who);
                }
            }
        }
        leaves.putAll(found);
        leaves.put("exchangers", names);
        return leaves;
    }

    /** {@return the best exchangers, as lines for providers ask for them} */
    List<String> best(Domain domain) {
        return exchangers.of(domain, NextHop.USUAL) instanceof Exchangers.Hosts hosts
                ? hosts.best()
                : List.of();
    }

    private Map<String, Object> to(
            InetAddress exchanger, String binding, Domain domain, SourceIdentity who) {
        return switch (policy.sources(binding, who, exchanger)) {
            case Sources.Use(List<OutboundSource> inOrder) ->
                    from(inOrder.getFirst(), exchanger, domain, who);
            case Sources.Wait(String why) -> Map.of("waits", why);
            case Sources.Skip(String why) -> Map.of("waits", why);
        };
    }

    private Map<String, Object> from(
            OutboundSource first, InetAddress exchanger, Domain domain, SourceIdentity who) {
        Optional<InetAddress> source = first.address().or(() -> policy.chosenFor(exchanger));
        return Map.of(
                "source",
                source.map(IpLiteral::text).orElse("system"),
                "ehlo",
                source.isPresent() || policy instanceof SourcePolicy.Plain
                        ? ehlo(first, domain, who, source)
                        : UNKNOWN);
    }

    /** Where all mail leaves alike the name doesn't depend on the source. */
    private String ehlo(
            OutboundSource first, Domain domain, SourceIdentity who, Optional<InetAddress> source) {
        InetAddress known = source.orElse(InetAddress.getLoopbackAddress());
        return policy.ehlo(first.binding(), domain, who, known).name();
    }
}
