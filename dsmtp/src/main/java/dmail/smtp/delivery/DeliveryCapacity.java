package dmail.smtp.delivery;

import dmail.smtp.message.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much accepted mail may be in delivery. The number of their recipients is limited; beyond it
 * the queue makes sessions wait. Thread-safe.
 */
public final class DeliveryCapacity {
    private static final int MOST_RECIPIENTS = 10_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Semaphore recipients = new Semaphore(MOST_RECIPIENTS);
    private final AtomicLong octets = new AtomicLong();

    /**
     * Takes room for a message; waits for it.
     *
     * @throws IOException when there is none for a long time
     */
    public void take(Envelope envelope) throws IOException {
        try {
            if (!recipients.tryAcquire(
                    weight(envelope), LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("deliveries don't keep up");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    /** Frees it. */
    public void release(Envelope envelope) {
        recipients.release(weight(envelope));
    }

    /**
     * At most a quarter of the limit, so that a message with very many recipients is delivered,
     * too.
     */
    private static int weight(Envelope envelope) {
        return Math.min(envelope.recipients().size(), MOST_RECIPIENTS / 4);
    }

    /** Counts octets in delivery; negative when they are done. */
    public void add(long more) {
        octets.addAndGet(more);
    }

    /** {@return octets of messages in delivery} */
    public long octets() {
        return octets.get();
    }

    /** {@return recipients in delivery; one message counts at most a quarter of the limit} */
    public int recipients() {
        return MOST_RECIPIENTS - recipients.availablePermits();
    }

    /** {@return whether half of the room is taken} */
    public boolean isCongested() {
        return recipients.availablePermits() < MOST_RECIPIENTS / 2;
    }
}
