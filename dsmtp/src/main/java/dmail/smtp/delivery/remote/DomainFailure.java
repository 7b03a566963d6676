package dmail.smtp.delivery.remote;

import dmail.smtp.message.DeliveryStatus;
import java.util.Optional;

/**
 * Why the hosts of a domain can't be talked to. As long as one of them may have had a bad moment
 * the domain may, too; only when all say no for good, it is one. What a host said tells more than
 * that another didn't answer.
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
        return worst.orElseGet(() -> DeliveryStatus.ours("no host of the domain was tried"));
    }
}
