package dmail.smtp.delivery.remote;

import dmail.common.address.IpLiteral;
import dmail.common.config.binding.ScopePlace;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.Pause;
import dmail.smtp.binding.Pauses;
import dmail.smtp.client.RecipientResult;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.source.OutboundSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the mail of a stream is sent now, and from which sources, by the configuration of the
 * moment.
 */
final class StreamPauses {
    /** RFC 5321 section 3.8: the host ends the session. */
    private static final String SERVICE_CLOSING = "421";

    /** RFC 3463 section 3.8: security or policy. */
    private static final int POLICY = 7;

    private final Supplier<Optional<Outgoing>> current;
    private final ScopePlace place;

    /**
     * @param current what the current configuration says
     */
    StreamPauses(Supplier<Optional<Outgoing>> current, ScopePlace place) {
        this.current = current;
        this.place = place;
    }

    /** {@return why nothing is sent, if it is suspended} */
    Optional<Pause> suspension() {
        return current.get().flatMap(now -> now.pauses().suspension(place));
    }

    /**
     * {@return why a source sends nothing to the domain, if it rests} One of another member of the
     * group may be suspended, too.
     */
    Optional<Pause> rest(OutboundSource source) {
        Optional<Outgoing> now = current.get();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Pauses pauses = now.get().pauses();
        return pauses.rest(source.binding(), place.domain(), text(source))
                .or(() ->
                        source.binding().equals(place.binding())
                                ? Optional.empty()
                                : pauses.suspension(from(source)));
    }

    private ScopePlace from(OutboundSource source) {
        return new ScopePlace(source.binding(), place.domain(), place.bestExchangers());
    }

    private static String text(OutboundSource source) {
        return source.address().map(IpLiteral::text).orElse("");
    }

    /**
     * A host answered for a message from a source. A connection that it ends before it has answered
     * says nothing: it may have rested too long.
     */
    void answered(OutboundSource source, List<RecipientResult> results) {
        Optional<String> refusal = Optional.empty();
        boolean isAnswered = false;
        for (RecipientResult result : results) {
            switch (result) {
                case RecipientResult.Taken _ -> {
                    answered(source, Optional.empty());
                    return;
                }
                case RecipientResult.Undecided _ -> {}
                case RecipientResult.Never(var why) -> {
                    isAnswered = true;
                    refusal = refusal.or(() -> refusal(why));
                }
                case RecipientResult.NotHere(var why) -> {
                    isAnswered = true;
                    refusal = refusal.or(() -> refusal(why));
                }
                case RecipientResult.NotNow(var why) -> {
                    isAnswered = true;
                    refusal = refusal.or(() -> refusal(why));
                }
            }
        }
        if (isAnswered) {
            answered(source, refusal);
        }
    }

    /** No connection from a source was made, or a host refused the session. */
    void notConnected(OutboundSource source, DeliveryStatus why) {
        Optional<String> refusal = refusal(why);
        if (refusal.isPresent()) {
            answered(source, refusal);
        }
    }

    private void answered(OutboundSource source, Optional<String> refusal) {
        Optional<Outgoing> now = current.get();
        if (now.isPresent()) {
            now.get().pauses().answered(from(source), text(source), refusal);
        }
    }

    /** {@return the reply, when it says that the source isn't wanted} */
    private static Optional<String> refusal(DeliveryStatus why) {
        boolean isRefusal =
                !why.reply().isEmpty()
                        && (why.reply().startsWith(SERVICE_CLOSING)
                                || why.status().subject() == POLICY);
        return isRefusal ? Optional.of(why.toString()) : Optional.empty();
    }
}
