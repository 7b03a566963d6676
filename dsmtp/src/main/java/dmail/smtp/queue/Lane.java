package dmail.smtp.queue;

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
final class Lane {
    /** The same as Postfix's initial concurrency: harmless to a host that fails. */
    static final int FIRST_ALLOWANCE = 5;

    private final String key;
    private final List<String> alone;
    private final int most;
    private final Deque<QueueItem> ready = new ArrayDeque<>(1);
    private Deque<QueueItem> spared = new ArrayDeque<>(1);
    private int items;
    private int underWay;
    private int allowance = FIRST_ALLOWANCE;
    private boolean inLine;

    /**
     * Makes an empty lane.
     *
     * @param most the highest limit of attempts at a time
     */
    Lane(String key, int most) {
        this.key = key;
        this.alone = List.of(key);
        this.most = most;
    }

    String key() {
        return key;
    }

    /** {@return its name as a list of one, which many messages share} */
    List<String> alone() {
        return alone;
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
    void spare(QueueItem item) {
        if (!item.isSpared()) {
            item.spared(true);
            spared.addLast(item);
            // Each message is in here once: more entries than messages mean that many are gone.
            if (spared.size() > 2 * items) {
                spared.removeIf(other -> !isOurs(other));
            }
        }
    }

    private boolean isOurs(QueueItem item) {
        return item.lane() == this && item.state() != QueueItem.State.GONE;
    }

    /** {@return the skipped messages} */
    List<QueueItem> takeSpared() {
        List<QueueItem> waiting = new ArrayList<>();
        for (QueueItem item : spared) {
            if (isOurs(item)) {
                item.spared(false);
                if (item.state() == QueueItem.State.WAITING) {
                    waiting.add(item);
                }
            }
        }
        spared = new ArrayDeque<>(1);
        return waiting;
    }

    /** {@return whether it should be added to the queue of lanes, because it isn't in it} */
    boolean joins() {
        boolean joins = !inLine && !ready.isEmpty() && underWay < allowance;
        inLine = inLine || joins;
        return joins;
    }

    void hasItsTurn() {
        inLine = false;
    }

    void begin() {
        underWay++;
    }

    void end() {
        underWay--;
    }

    void learn(boolean reached) {
        allowance = reached ? Math.min(most, allowance * 2) : Math.max(1, allowance / 2);
    }
}
