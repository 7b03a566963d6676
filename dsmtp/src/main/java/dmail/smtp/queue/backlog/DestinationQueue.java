package dmail.smtp.queue.backlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The queued messages for one destination; guarded by {@link Backlog}.
 *
 * <p>The limit of attempts at a time is low at first. It doubles after each success, and halves
 * after each failure, down to one: a destination that fails takes no room from others.
 */
final class DestinationQueue {
    /** The same as Postfix's initial concurrency: harmless to a host that fails. */
    static final int FIRST_CONCURRENCY = 5;

    /** Stands between the name of a binding and the domain, and in neither. */
    static final char BEFORE_DOMAIN = '\0';

    private final String key;
    private final String binding;
    private final List<String> domainAlone;
    private final int highestConcurrency;
    private final Deque<QueueItem> ready = new ArrayDeque<>(1);
    private Deque<QueueItem> skipped = new ArrayDeque<>(1);
    private int items;
    private int active;
    private int concurrency = FIRST_CONCURRENCY;
    private boolean inRoundRobin;

    /**
     * Makes an empty queue.
     *
     * @param highestConcurrency the highest limit of attempts at a time
     */
    DestinationQueue(String key, int highestConcurrency) {
        int end = key.indexOf(BEFORE_DOMAIN);
        this.key = key;
        this.binding = end < 0 ? "" : key.substring(0, end);
        this.domainAlone = List.of(key.substring(end + 1));
        this.highestConcurrency = highestConcurrency;
    }

    String key() {
        return key;
    }

    /** {@return the binding by which its mail leaves; empty for {@code default}} */
    String binding() {
        return binding;
    }

    /** {@return its domain as a list of one, which many messages share} */
    List<String> domainAlone() {
        return domainAlone;
    }

    void enter() {
        items++;
    }

    /** {@return whether that was the last one} */
    boolean leave() {
        items--;
        return items == 0;
    }

    void ready(QueueItem item) {
        ready.addLast(item);
    }

    /** {@return the next message, skipping those that were taken in another way} */
    Optional<QueueItem> next() {
        while (!ready.isEmpty()) {
            QueueItem item = ready.removeFirst();
            if (item.state() == QueueItem.State.READY) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** The message was skipped because its destination is failing. */
    void skip(QueueItem item) {
        if (!item.isSkipped()) {
            item.skipped(true);
            skipped.addLast(item);
            // Each message is in here once: more entries than messages mean that many are gone.
            if (skipped.size() > 2 * items) {
                skipped.removeIf(other -> !isOurs(other));
            }
        }
    }

    private boolean isOurs(QueueItem item) {
        return item.destination() == this && item.state() != QueueItem.State.GONE;
    }

    /** {@return the skipped messages} */
    List<QueueItem> takeSkipped() {
        List<QueueItem> waiting = new ArrayList<>();
        for (QueueItem item : skipped) {
            if (isOurs(item)) {
                item.skipped(false);
                if (item.state() == QueueItem.State.WAITING) {
                    waiting.add(item);
                }
            }
        }
        skipped = new ArrayDeque<>(1);
        return waiting;
    }

    /** {@return whether it should join the round robin, because it isn't in it} */
    boolean joinsRoundRobin() {
        boolean joins = !inRoundRobin && !ready.isEmpty() && active < concurrency;
        inRoundRobin = inRoundRobin || joins;
        return joins;
    }

    void leaveRoundRobin() {
        inRoundRobin = false;
    }

    void begin() {
        active++;
    }

    void end() {
        active--;
    }

    void adjustConcurrency(boolean reached) {
        concurrency =
                reached
                        ? Math.min(highestConcurrency, concurrency * 2)
                        : Math.max(1, concurrency / 2);
    }
}
