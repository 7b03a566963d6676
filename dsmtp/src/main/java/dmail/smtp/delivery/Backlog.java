package dmail.smtp.delivery;

import dmail.smtp.delivery.QueueItem.State;
import dmail.smtp.queue.QueueId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which queued message is tried next: one that is due, of the destination whose turn it is.
 *
 * <p>Only this is in memory of the queue, some 300 octets a message.
 */
final class Backlog {
    /** So many rounds at once keep the deliveries busy; the others wait on the disk. */
    static final int AT_ONCE = 1000;

    /** However well it goes, one destination leaves room for others. */
    private static final int MOST_OF_ONE = AT_ONCE / 2;

    private static final Comparator<QueueItem> SOONEST_FIRST =
            Comparator.comparingLong(QueueItem::dueSecond).thenComparing(QueueItem::id);

    private final Map<QueueId, QueueItem> items = new HashMap<>();
    private final NavigableSet<QueueItem> waiting = new TreeSet<>(SOONEST_FIRST);
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Deque<Lane> line = new ArrayDeque<>();
    private int underWay;

    /** Adds a message that a scan found, unless it is known already. */
    synchronized void addFound(BacklogEntry found) {
        if (!items.containsKey(found.id())) {
            add(found);
        }
    }

    /** Adds a message, or puts one back that was under way or taken for a change. */
    synchronized void add(BacklogEntry entry) {
        QueueItem item = idle(entry);
        if (entry.held()) {
            item.become(State.HELD);
        } else {
            item.become(State.WAITING);
            waiting.add(item);
        }
    }

    /** Adds or puts back a message that waits for its host, which is in trouble. */
    synchronized void addUntried(BacklogEntry entry) {
        add(entry);
        QueueItem item = items.get(entry.id());
        if (item != null) {
            item.lane().spare(item);
        }
    }

    /**
     * Makes the messages of a destination due that were not tried for its trouble.
     *
     * @return whether there are any
     */
    synchronized boolean bringForward(String key, Instant now) {
        Lane lane = lanes.get(key);
        List<QueueItem> spared = lane == null ? List.of() : lane.takeSpared();
        for (QueueItem item : spared) {
            waiting.remove(item);
            item.due(now);
            makeReady(item);
        }
        return !spared.isEmpty();
    }

    /** Adds a message whose round has begun already. */
    synchronized void begin(BacklogEntry entry) {
        QueueId _ = begin(idle(entry));
    }

    /** {@return the message, which is in no state to be taken up by anybody else} */
    private QueueItem idle(BacklogEntry entry) {
        QueueItem item = items.get(entry.id());
        if (item != null) {
            stop(item);
        }
        if (item == null) {
            item = new QueueItem(entry.id(), entry.accepted(), enter(entry.lane()));
            items.put(entry.id(), item);
        } else if (!item.lane().key().equals(entry.lane())) {
            leave(item.lane());
            item.moveTo(enter(entry.lane()));
        }
        item.due(entry.due());
        item.domains(entry.domains());
        item.become(State.TAKEN);
        return item;
    }

    /** Ends its wait or its round. */
    private void stop(QueueItem item) {
        if (item.state() == State.WAITING) {
            waiting.remove(item);
        } else if (item.state() == State.UNDER_WAY) {
            underWay--;
            item.lane().end();
            joinLine(item.lane());
        }
        item.become(State.TAKEN);
    }

    private Lane enter(String key) {
        Lane lane = lanes.computeIfAbsent(key, name -> new Lane(name, MOST_OF_ONE));
        lane.enter();
        return lane;
    }

    private void leave(Lane lane) {
        if (lane.leave()) {
            lanes.remove(lane.key());
        }
    }

    /**
     * Ends a round of a message, which {@link #add} or {@link #forget} follows.
     *
     * @param reached whether somebody got it
     */
    synchronized void ended(QueueId id, boolean reached) {
        QueueItem item = items.get(id);
        if (item != null) {
            item.lane().learn(reached);
            stop(item);
        }
    }

    /** Puts back, unchanged but for its time, a message that was taken. */
    synchronized void putOff(QueueId id, Instant due) {
        QueueItem item = items.get(id);
        if (item != null) {
            add(entry(item).dueAt(due));
        }
    }

    /** The message is no longer queued. */
    synchronized void forget(QueueId id) {
        QueueItem item = items.remove(id);
        if (item != null) {
            stop(item);
            item.become(State.GONE);
            leave(item.lane());
        }
    }

    /** {@return the messages whose rounds begin now, at most so many} */
    synchronized List<QueueId> takeDue(Instant now, int most) {
        while (!waiting.isEmpty() && !waiting.first().due().isAfter(now)) {
            makeReady(waiting.pollFirst());
        }
        List<QueueId> taken = new ArrayList<>();
        while (underWay < AT_ONCE && taken.size() < most && !line.isEmpty()) {
            Lane lane = line.removeFirst();
            lane.hasItsTurn();
            lane.next().ifPresent(item -> taken.add(begin(item)));
            joinLine(lane);
        }
        return taken;
    }

    private void makeReady(QueueItem item) {
        item.become(State.READY);
        item.lane().ready(item);
        joinLine(item.lane());
    }

    private void joinLine(Lane lane) {
        if (lane.joins()) {
            line.addLast(lane);
        }
    }

    private QueueId begin(QueueItem item) {
        item.become(State.UNDER_WAY);
        item.lane().begin();
        underWay++;
        return item.id();
    }

    /** Takes a message for a change, unless it is being tried or changed. */
    synchronized boolean take(QueueId id) {
        QueueItem item = items.get(id);
        if (item == null || item.state() == State.TAKEN || item.state() == State.UNDER_WAY) {
            return false;
        }
        stop(item);
        return true;
    }

    /**
     * Makes messages due.
     *
     * @return how many there are that are due now or under way; the held ones are left alone
     */
    int makeDue(Predicate<BacklogEntry> which, Instant now) {
        int count = 0;
        // The question may take its time, so others go on meanwhile.
        for (BacklogEntry entry : all()) {
            if (which.test(entry) && makeDue(entry.id(), now)) {
                count++;
            }
        }
        return count;
    }

    private synchronized boolean makeDue(QueueId id, Instant now) {
        QueueItem item = items.get(id);
        if (item == null || item.state() == State.HELD) {
            return false;
        }
        if (item.state() == State.WAITING) {
            waiting.remove(item);
            item.due(now);
            makeReady(item);
        }
        return true;
    }

    private static BacklogEntry entry(QueueItem item) {
        return new BacklogEntry(
                item.id(),
                item.accepted(),
                item.lane().key(),
                item.domains(),
                item.due(),
                switch (item.state()) {
                    case WAITING, READY -> QueueListing.State.DEFERRED;
                    case UNDER_WAY, TAKEN, GONE -> QueueListing.State.ACTIVE;
                    case HELD -> QueueListing.State.HOLD;
                });
    }

    /** {@return all messages, the oldest first} */
    synchronized List<BacklogEntry> all() {
        return items.values().stream()
                .map(Backlog::entry)
                .sorted(Comparator.comparing(BacklogEntry::id))
                .toList();
    }

    /** {@return what is known of a message, if it is queued} */
    synchronized Optional<BacklogEntry> find(QueueId id) {
        return Optional.ofNullable(items.get(id)).map(Backlog::entry);
    }

    synchronized int count() {
        return items.size();
    }
}
