package dmail.smtp.delivery.remote;

import dmail.smtp.binding.Pause;
import dmail.smtp.message.DeliveryStatus;
import java.util.Optional;

/**
 * The reason why no host of a domain could be reached. It is permanent only if every host refused
 * permanently. A host's reply says more than a missing connection, so it is preferred.
 */
final class DomainFailure {
    private static final int FOR_GOOD = 5;

    private Optional<DeliveryStatus> worst = Optional.empty();
    private Optional<DeliveryStatus> notSent = Optional.empty();
    private Optional<DeliveryStatus> noSource = Optional.empty();
    private Optional<Pause> rest = Optional.empty();

    void add(DeliveryStatus next) {
        if (worst.isEmpty() || tellsMore(next, worst.get())) {
            worst = Optional.of(next);
        }
    }

    private static boolean tellsMore(DeliveryStatus next, DeliveryStatus known) {
        boolean nextIsFinal = next.status().kind() == FOR_GOOD;
        boolean knownIsFinal = known.status().kind() == FOR_GOOD;
        return nextIsFinal == knownIsFinal ? known.reply().isEmpty() : knownIsFinal;
    }

    /** A host was passed over, since nothing may be sent to its address. */
    void addNotSent(DeliveryStatus why) {
        notSent = notSent.or(() -> Optional.of(why));
    }

    /** A host was passed over, since this machine lacks the source. */
    void addNoSource(DeliveryStatus why) {
        noSource = noSource.or(() -> Optional.of(why));
    }

    /** A host was passed over, since the source rests. */
    void addRest(Pause why) {
        rest = rest.filter(known -> known.look().isBefore(why.look())).or(() -> Optional.of(why));
    }

    /**
     * {@return what no host was reached for} A failure of a host says more than one of ours, but no
     * mail is given up while a host was not asked for lack of a source.
     */
    RoundEnd end() {
        boolean allAsked = noSource.isEmpty() && rest.isEmpty();
        boolean counts = worst.filter(why -> allAsked || why.isTemporary()).isPresent();
        if (counts || (allAsked && notSent.isEmpty())) {
            return new RoundEnd.Unreachable(worst());
        }
        if (rest.isPresent()) {
            return new RoundEnd.Paused(rest.get());
        }
        return noSource.isPresent()
                ? new RoundEnd.NoSource(noSource.get())
                : new RoundEnd.NotSent(notSent.get());
    }

    DeliveryStatus worst() {
        return worst.or(() -> noSource)
                .or(() -> notSent)
                .orElseGet(() -> DeliveryStatus.localFailure("no host of the domain was tried"));
    }
}
