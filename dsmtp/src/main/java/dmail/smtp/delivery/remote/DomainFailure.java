package dmail.smtp.delivery.remote;

import dmail.smtp.message.DeliveryStatus;
import java.util.Optional;

/**
 * The reason why no host of a domain could be reached. It is permanent only if every host refused
 * permanently. A host's reply says more than a missing connection, so it is preferred.
 */
final class DomainFailure {
    private static final int FOR_GOOD = 5;

    private Optional<DeliveryStatus> worst = Optional.empty();

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

    DeliveryStatus worst() {
        return worst.orElseGet(
                () -> DeliveryStatus.localFailure("no host of the domain was tried"));
    }
}
