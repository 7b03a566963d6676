package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.binding.ScopePlace;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.Pause;
import dmail.smtp.delivery.remote.RoundForecast;
import dmail.smtp.delivery.remote.RoundForecast.Foreseen;
import dmail.smtp.delivery.remote.ScopedExchangers;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.dns.NextHop;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import dmail.smtp.source.SourceIdentity;
import dmail.smtp.source.SourcePolicy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells from where, and under which name, mail would be sent to a domain, for {@code why}. */
public final class DepartureText {
    private static final String UNKNOWN = "";

    /** What stands for a source that the system would choose, and nobody can ask it. */
    private static final String SYSTEM = "system";

    private final Outgoing outgoing;
    private final SourcePolicy policy;
    private final MailExchangers exchangers;

    /**
     * @param outgoing what the current configuration says of bindings
     * @param policy what deliveries ask now
     */
    public DepartureText(Outgoing outgoing, SourcePolicy policy, MailExchangers exchangers) {
        this.outgoing = outgoing;
        this.policy = policy;
        this.exchangers = exchangers;
    }

    /**
     * How mail would leave.
     *
     * @param binding whose source is used
     * @param source its address, or empty
     * @param ehlo the name, or empty
     * @param exchangers all of them, with their addresses
     * @param bestExchangers as lines for providers ask for them
     * @param waits why it isn't sent now, or empty
     */
    record Departing(
            String binding,
            String source,
            String ehlo,
            List<String> exchangers,
            List<String> bestExchangers,
            String waits) {}

    /**
     * {@return how mail would leave}
     *
     * @param chosen the binding that is chosen for it
     */
    Departing of(
            String chosen,
            ReversePath sender,
            Reception reception,
            EmailAddress recipient,
            Domain domain) {
        SourceIdentity who = policy.identity(sender, reception, recipient, chosen);
        return switch (ScopedExchangers.of(exchangers, policy, chosen, domain)) {
            case Exchangers.Hosts hosts ->
                    to(
                            hosts,
                            chosen,
                            domain,
                            RoundForecast.of(chosen, domain, who, hosts, policy, outgoing));
            case Exchangers.NoSuchDomain _,
                    Exchangers.AcceptsNoMail _,
                    Exchangers.OnlyOurselves _,
                    Exchangers.TryLater _ -> {
                ScopePlace place = new ScopePlace(chosen, domain.name(), List.of());
                yield new Departing(
                        chosen, UNKNOWN, UNKNOWN, List.of(), List.of(), paused(place).orElse(""));
            }
        };
    }

    private Departing to(Exchangers.Hosts hosts, String chosen, Domain domain, Foreseen foreseen) {
        Optional<String> paused = paused(new ScopePlace(chosen, domain.name(), hosts.best()));
        List<String> best = best(domain);
        return switch (foreseen) {
            case Foreseen.Leaves(var binding, var source, var ehlo) ->
                    new Departing(
                            binding,
                            source.map(IpLiteral::text).orElse(SYSTEM),
                            ehlo.map(Domain::name).orElse(UNKNOWN),
                            names(hosts),
                            best,
                            paused.orElse(""));
            case Foreseen.Waits(String why) ->
                    new Departing(chosen, UNKNOWN, UNKNOWN, names(hosts), best, paused.orElse(why));
        };
    }

    /** Suspended mail isn't tried, whatever its sources. */
    private Optional<String> paused(ScopePlace place) {
        return outgoing.pauses()
                .suspension(place)
                .or(() -> outgoing.pauses().usedUp(place.binding()))
                .map(Pause::why);
    }

    /** A gateway in place of them says nothing of the provider. */
    private List<String> best(Domain domain) {
        return exchangers.of(domain, NextHop.USUAL) instanceof Exchangers.Hosts hosts
                ? hosts.best()
                : List.of();
    }

    private static List<String> names(Exchangers.Hosts hosts) {
        List<String> names = new ArrayList<>();
        for (Exchangers.Host host : hosts.hosts()) {
            for (InetAddress address : host.addresses()) {
                names.add(host.name() + " [" + IpLiteral.text(address) + "]");
            }
        }
        return names;
    }
}
