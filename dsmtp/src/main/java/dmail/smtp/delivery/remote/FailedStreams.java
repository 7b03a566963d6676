package dmail.smtp.delivery.remote;

import dmail.smtp.message.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What becomes of the mail of a stream whose domain can't be reached. */
final class FailedStreams {
    private final StreamTable streams;
    private final InstantSource clock;
    private final RemoteLog log;

    FailedStreams(StreamTable streams, InstantSource clock, RemoteLog log) {
        this.streams = streams;
        this.clock = clock;
        this.log = log;
    }

    /**
     * The waiting messages would fail in the same way. Where each has times of its own, this was
     * the attempt at them, too.
     *
     * @param inHand what was to be sent
     * @param keepsTimes whether the stream's mail has times of its own
     * @param begun when the attempt was
     */
    void fail(
            RemoteStream stream,
            List<DomainDelivery> inHand,
            DeliveryStatus why,
            boolean keepsTimes,
            Instant begun) {
        // At shutdown nothing is known about them: the next start tries them.
        if (keepsTimes) {
            Duration took = Duration.between(begun, clock.instant());
            streams.failed(stream, inHand, why, took)
                    .ifPresent(waiting -> failed(stream, inHand, waiting, why));
        } else {
            streams.unreached(stream, why)
                    .ifPresent(found -> {
                        int count = inHand.size() + found.waiting().size();
                        log.unreachable(stream.domain(), count, why);
                        inHand.forEach(delivery -> delivery.failed(why));
                        found.waiting().forEach(delivery -> delivery.skipped(found.backoff()));
                    });
        }
    }

    private void failed(
            RemoteStream stream,
            List<DomainDelivery> inHand,
            List<DomainDelivery> waiting,
            DeliveryStatus why) {
        log.unreachable(stream.domain(), inHand.size() + waiting.size(), why);
        inHand.forEach(delivery -> delivery.failed(why));
        waiting.forEach(delivery -> delivery.failed(why));
    }
}
