package dmail.smtp.delivery.remote;

import dmail.common.config.binding.value.Rate;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stream waits for a limit. Mail that would wait long goes to the queue, each as many seconds
 * apart as the limit's rate has it, so that it doesn't all come back at once.
 */
final class StreamHold {
    /** Mail that waits no longer stays in memory. */
    static final Duration LONGEST_IN_MEMORY = Duration.ofSeconds(10);

    /** RFC 3463 section 3.5: mail system congestion. */
    private static final EnhancedCode CONGESTION = new EnhancedCode(4, 4, 5);

    private final Instant end;
    private final boolean isLong;
    private final Rate rate;
    private final DeliveryStatus why;
    private long deferred;

    StreamHold(Instant now, Duration wait, Rate rate, String why) {
        this.end = now.plus(wait);
        this.isLong = wait.compareTo(LONGEST_IN_MEMORY) > 0;
        this.rate = rate;
        this.why = DeliveryStatus.of(CONGESTION, why);
    }

    Instant end() {
        return end;
    }

    /** {@return whether its mail goes to the queue} */
    boolean isLong() {
        return isLong;
    }

    /** Gives mail to the queue; it was not tried. */
    void defer(List<DomainDelivery> deliveries) {
        deliveries.forEach(delivery -> delivery.untried(why, next()));
    }

    /** What was given to the queue comes back early, so times are given out anew. */
    synchronized void restart() {
        deferred = 0;
    }

    private synchronized Instant next() {
        long windows = deferred / rate.most();
        deferred++;
        return end.plusSeconds(windows * rate.seconds());
    }
}
