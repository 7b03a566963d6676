package dmail.smtp.delivery.local;

import dmail.smtp.delivery.MailboxDelivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The queue of one drop file; guarded by {@link DropStreams}. */
final class DropStream {
    /**
     * The waits between tries from memory: about a minute in all, longer than another program
     * should hold a lock.
     */
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(25));

    private static final int LARGEST_BATCH = 500;

    private final Deque<MailboxDelivery> waiting = new ArrayDeque<>();
    private int failures;

    void add(MailboxDelivery mailboxDelivery) {
        waiting.addLast(mailboxDelivery);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@return whether a full batch waits} */
    boolean isFull() {
        return waiting.size() >= LARGEST_BATCH;
    }

    List<MailboxDelivery> takeBatch() {
        List<MailboxDelivery> batch = new ArrayList<>();
        while (!waiting.isEmpty() && (batch.size() < LARGEST_BATCH || isDoubtful())) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    /**
     * A message that an earlier attempt may have written, whole or in part, must be looked for
     * before anything is appended, so its batch must not be split.
     */
    private boolean isDoubtful() {
        return waiting.getFirst().copy().mayBeThere();
    }

    List<MailboxDelivery> takeAll() {
        List<MailboxDelivery> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    void putBack(List<MailboxDelivery> failed) {
        failed.reversed().forEach(waiting::addFirst);
        failures++;
    }

    void succeeded() {
        failures = 0;
    }

    boolean hasTimedOut() {
        return failures >= PAUSES.size();
    }

    /** {@return the wait after the last failure} */
    Duration pause() {
        return PAUSES.get(Math.clamp(failures - 1L, 0, PAUSES.size() - 1));
    }
}
