package dmail.smtp.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The queued messages for one destination; guarded by {@link Backlog}.
 *
 * <p>A few may be under way at first. The number doubles with each that gets through, down to one
 * it halves with each that doesn't: a destination that is dead takes no room from the others.
 */
final class Lane {
    /** As many as Postfix begins with: a good host takes them, a dead one doesn't hurt. */
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
     * A lane without messages.
     *
     * @param most how many may ever be under way
     */
    Lane(String key, int most) {
        this.key = key;
        this.alone = List.of(key);
        this.most = most;
    }

    String key() {
        return key;
    }

    /** {@return its name as the only one of a list, which many messages share} */
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

    /** {@return the message whose turn it is; those that were taken otherwise are left out} */
    Optional<QueueItem> next() {
        while (!ready.isEmpty()) {
            QueueItem item = ready.removeFirst();
            if (item.state() == QueueItem.State.READY) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** That one was not tried, for a trouble of the destination. */
    void spare(QueueItem item) {
        if (!item.isSpared()) {
            item.spared(true);
            spared.addLast(item);
            // Each is here once: more than there are messages means that many have gone.
            if (spared.size() > 2 * items) {
                spared.removeIf(other -> !isOurs(other));
            }
        }
    }

    private boolean isOurs(QueueItem item) {
        return item.lane() == this && item.state() != QueueItem.State.GONE;
    }

    /** {@return those that were not tried and wait for that still} */
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

    /** {@return whether it wants to stand in line for a turn, where it doesn't stand yet} */
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
