package dmail.smtp.delivery.remote;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A failure to reach a domain whose mail is tried at times of its own. As long as it took to find
 * out, it counts for other mail whose time comes; else a domain that doesn't answer would be waited
 * for with each message. It counts once for each, so no message is kept from its own next attempt.
 */
final class FreshFailure {
    private static final int MOST = 10_000;

    private final DeliveryStatus why;
    private final Instant end;
    private final Set<QueueId> counted = new HashSet<>();

    /**
     * @param end until when it counts
     * @param tried the messages that were tried, or that waited to be
     */
    FreshFailure(DeliveryStatus why, Instant end, Collection<QueueId> tried) {
        this.why = why;
        this.end = end;
        counted.addAll(tried);
    }

    /** {@return the failure, if it counts for a message; it won't another time} */
    Optional<DeliveryStatus> countFor(QueueId message, Instant now) {
        return counts(now) && counted.size() < MOST && counted.add(message)
                ? Optional.of(why)
                : Optional.empty();
    }

    boolean counts(Instant now) {
        return now.isBefore(end);
    }
}
