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
import java.util.stream.Collectors;

/** From where, and under which name, mail would be sent to a domain, for {@code why}. */
public final class DepartureText {
    private static final String UNKNOWN = "";

    /** What an address of an exchanger means for the mail, the least first. */
    private enum Weight {
        NOTHING,
        NOT_SENT,
        NO_SOURCE,
        LEAVES
    }

    /** What is said of an address; of two that mean the same the first counts, as in the log. */
    private record Finding(Weight weight, Map<String, Object> fields) {
        static final Finding NOTHING = new Finding(Weight.NOTHING, Map.of());

        static Finding waits(Weight weight, String why) {
            return new Finding(weight, Map.of("waits", why));
        }

        Finding or(Finding next) {
            return next.weight.compareTo(weight) > 0 ? next : this;
        }
    }

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
     * may be sent, and the {@code binding} that has that source; why there is none, and all {@code
     * exchangers}}
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
        Finding found = Finding.NOTHING;
        if (ScopedExchangers.of(exchangers, policy, binding, domain)
                instanceof Exchangers.Hosts hosts) {
            for (Exchangers.Host host : hosts.hosts()) {
                for (InetAddress address : host.addresses()) {
                    names.add(host.name() + " [" + IpLiteral.text(address) + "]");
                    found =
                            found.weight() == Weight.LEAVES
                                    ? found
                                    : found.or(to(address, binding, domain, who));
                }
            }
        }
        leaves.putAll(found.fields());
        leaves.put("exchangers", names);
        return leaves;
    }

    /** {@return the best exchangers, as lines for providers ask for them} */
    List<String> best(Domain domain) {
        return exchangers.of(domain, NextHop.USUAL) instanceof Exchangers.Hosts hosts
                ? hosts.best()
                : List.of();
    }

    private Finding to(InetAddress exchanger, String binding, Domain domain, SourceIdentity who) {
        return switch (policy.sources(binding, who, exchanger)) {
            case Sources.Use(List<OutboundSource> inOrder) ->
                    first(inOrder, exchanger)
                            .map(source -> from(source, exchanger, domain, who))
                            .map(fields -> new Finding(Weight.LEAVES, fields))
                            .orElseGet(() -> Finding.waits(Weight.NO_SOURCE, lacking(inOrder)));
            case Sources.Wait(String why) -> Finding.waits(Weight.NO_SOURCE, why);
            case Sources.Skip(String why) -> Finding.waits(Weight.NOT_SENT, why);
        };
    }

    /** A delivery passes over what this machine lacks, and is told so only by trying. */
    private Optional<OutboundSource> first(List<OutboundSource> inOrder, InetAddress exchanger) {
        return inOrder.stream()
                .filter(source ->
                        source.address()
                                .map(address -> policy.leads(address, exchanger))
                                .orElse(true))
                .findFirst();
    }

    private static String lacking(List<OutboundSource> inOrder) {
        return inOrder.stream()
                        .flatMap(source -> source.address().stream())
                        .map(IpLiteral::text)
                        .distinct()
                        .collect(Collectors.joining(", ", "source ", ""))
                + ": this machine can't use it now";
    }

    private Map<String, Object> from(
            OutboundSource first, InetAddress exchanger, Domain domain, SourceIdentity who) {
        Optional<InetAddress> source = first.address().or(() -> policy.chosenFor(exchanger));
        return Map.of(
                "binding",
                first.binding(),
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
