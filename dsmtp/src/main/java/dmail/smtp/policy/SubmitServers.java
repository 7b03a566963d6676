package dmail.smtp.policy;

import dmail.common.address.Domain;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Where the mail of this host's programs is taken to have come in, by the sender's domain. Programs
 * reach no address of their own.
 */
public final class SubmitServers {
    /**
     * A server that programs could have connected to.
     *
     * @param listener its name
     */
    public record Place(String listener, InetAddress address) {}

    private final Map<Domain, Place> byDomain;
    private final Optional<Place> others;

    /**
     * @param others for senders of other domains, and for the null reverse path; empty when such
     *     mail reaches no address
     */
    public SubmitServers(Map<Domain, Place> byDomain, Optional<Place> others) {
        this.byDomain = Map.copyOf(byDomain);
        this.others = others;
    }

    /**
     * {@return how a program's message comes in; empty when it reaches no address}
     *
     * @param client where programs are
     */
    public Optional<Reception> reception(ReversePath sender, InetAddress client) {
        Optional<Place> place =
                switch (sender) {
                    case ReversePath.Null() -> others;
                    case ReversePath.Sender(var address) ->
                            Optional.ofNullable(byDomain.get(address.domain())).or(() -> others);
                };
        return place.map(at -> Reception.over(at.listener(), at.address(), client));
    }
}
