package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.config.binding.ScopePlace;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.Pause;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.remote.SourceTurns.Fared;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourceIdentity;
import dmail.smtp.source.SourcePolicy;
import dmail.smtp.source.Sources;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * From where a pass over the hosts of a domain would send mail now. It asks what a pass asks, and
 * where that would connect it only asks whether this machine can use the source.
 */
public final class RoundForecast {
    private final StreamKey key;
    private final SourcePolicy policy;
    private final StreamPauses pauses;
    private final DomainFailure failure = new DomainFailure();
    private Optional<Foreseen.Leaves> leaves = Optional.empty();

    /** What becomes of mail. */
    public sealed interface Foreseen {
        /**
         * It is sent.
         *
         * @param source the address of this host; empty when it is the system's choice, and nobody
         *     asks for that or no route is there
         * @param ehlo the name for EHLO; empty when that depends on a source that isn't known
         */
        record Leaves(String binding, Optional<InetAddress> source, Optional<Domain> ehlo)
                implements Foreseen {}

        /** It isn't sent now; the reason is a clause. */
        record Waits(String why) implements Foreseen {}
    }

    private RoundForecast(StreamKey key, SourcePolicy policy, StreamPauses pauses) {
        this.key = key;
        this.policy = policy;
        this.pauses = pauses;
    }

    /**
     * {@return what becomes of mail}
     *
     * @param binding that was chosen for it
     * @param domain where it goes
     * @param who what else its source depends on
     * @param hosts of the domain
     */
    public static Foreseen of(
            String binding,
            Domain domain,
            SourceIdentity who,
            Exchangers.Hosts hosts,
            SourcePolicy policy,
            Outgoing outgoing) {
        ScopePlace place = new ScopePlace(binding, domain.name(), hosts.best());
        StreamPauses pauses = new StreamPauses(() -> Optional.of(outgoing), place);
        return new RoundForecast(new StreamKey(domain, binding, who), policy, pauses)
                .over(PeerList.of(hosts.hosts()));
    }

    private Foreseen over(List<Peer> peers) {
        for (Peer peer : peers) {
            if (leaves.isEmpty()) {
                tryAt(peer);
            }
        }
        return leaves.isPresent() ? leaves.get() : waits();
    }

    private Foreseen waits() {
        return new Foreseen.Waits(
                switch (failure.end()) {
                    case RoundEnd.Paused(Pause pause) -> pause.why();
                    case RoundEnd.NoSource(DeliveryStatus why) -> why.text();
                    case RoundEnd.NotSent(DeliveryStatus why) -> why.text();
                    case RoundEnd.Unreachable(DeliveryStatus why) -> why.text();
                    case RoundEnd.Reached _, RoundEnd.Limited _ ->
                            throw new IllegalStateException("nothing was sent");
                });
    }

    private void tryAt(Peer peer) {
        switch (policy.sources(key.binding(), key.identity(), peer.address())) {
            case Sources.Use(List<OutboundSource> inOrder) -> {
                Fared _ = SourceTurns.run(inOrder, source -> fared(source, peer.address()));
            }
            case Sources.Wait(String why) -> failure.addNoSource(DeliveryStatus.localFailure(why));
            case Sources.Skip(String why) -> failure.addNotSent(DeliveryStatus.localFailure(why));
        }
    }

    private Fared fared(OutboundSource source, InetAddress exchanger) {
        Optional<Pause> rest = pauses.rest(source);
        if (rest.isPresent()) {
            failure.addRest(rest.get());
            return Fared.RESTS;
        }
        Optional<InetAddress> address = source.address().or(() -> policy.chosenFor(exchanger));
        Optional<String> lack = source.address().flatMap(own -> lack(own, exchanger));
        Optional<String> noSource =
                lack.or(() -> address.flatMap(own -> policy.forbids(key.identity(), own)));
        if (noSource.isPresent()) {
            failure.addNoSource(DeliveryStatus.localFailure(noSource.get()));
            return Fared.NO_SOURCE;
        }
        leaves =
                Optional.of(
                        new Foreseen.Leaves(
                                source.binding(), address, ehlo(source.binding(), address)));
        return Fared.CONNECTED;
    }

    private Optional<String> lack(InetAddress source, InetAddress exchanger) {
        return policy.leads(source, exchanger)
                ? Optional.empty()
                : Optional.of(
                        "source " + IpLiteral.text(source) + ": this machine can't use it now");
    }

    /** Where all mail leaves alike the name doesn't depend on the source. */
    private Optional<Domain> ehlo(String binding, Optional<InetAddress> source) {
        return switch (policy) {
            case SourcePolicy.Plain(Domain host) -> Optional.of(host);
            case ConfiguredSources byLines ->
                    source.map(own -> byLines.ehlo(binding, key.domain(), key.identity(), own));
        };
    }
}
