package dmail.smtp.delivery;

import dmail.smtp.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When which queued message is due; the messages under way, too.
 *
 * <p>Only this is in memory of the queue, some 200 octets a message.
 */
final class DueTimes {
    /** So many rounds at once keep the deliveries busy. */
    private static final int AT_ONCE = 200;

    private static final Comparator<Item> SOONEST_FIRST =
            Comparator.comparing(Item::due).thenComparing(Item::id);

    private final PriorityQueue<Item> waiting = new PriorityQueue<>(SOONEST_FIRST);
    private final Map<QueueId, Boolean> underWay = new HashMap<>();
    private int running;

    private record Item(QueueId id, Instant due) {}

    /** Adds a message that a scan found, unless it is known already. */
    synchronized void addFound(QueueId id, Instant due) {
        if (underWay.putIfAbsent(id, false) == null) {
            waiting.add(new Item(id, due));
        }
    }

    /** Adds a message, or puts it back after a round. */
    synchronized void add(QueueId id, Instant due) {
        if (Boolean.TRUE.equals(underWay.put(id, false))) {
            running--;
        }
        waiting.add(new Item(id, due));
    }

    /** Ends a round, for a message that is no longer queued. */
    synchronized void forget(QueueId id) {
        if (Boolean.TRUE.equals(underWay.remove(id))) {
            running--;
        }
    }

    /** Begins a round for a message at once. */
    synchronized void begin(QueueId id) {
        if (!Boolean.TRUE.equals(underWay.put(id, true))) {
            running++;
        }
    }

    /** {@return the messages whose round begins now} */
    synchronized List<QueueId> takeDue(Instant now) {
        List<QueueId> taken = new ArrayList<>();
        while (running < AT_ONCE && !waiting.isEmpty() && !waiting.element().due().isAfter(now)) {
            QueueId id = waiting.remove().id();
            underWay.put(id, true);
            running++;
            taken.add(id);
        }
        return taken;
    }

    /** {@return how many there are; all are due now} */
    synchronized int makeAllDue(Instant now) {
        List<Item> all = waiting.stream().map(item -> new Item(item.id(), now)).toList();
        waiting.clear();
        waiting.addAll(all);
        return underWay.size();
    }

    synchronized int count() {
        return underWay.size();
    }
}
