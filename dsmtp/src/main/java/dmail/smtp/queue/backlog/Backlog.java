package dmail.smtp.queue.backlog;

import dmail.smtp.delivery.InternedNames;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.backlog.QueueItem.State;
import dmail.smtp.queue.view.QueueListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which queued message is tried next: one that is due, of the destination whose turn it is.
 *
 * <p>This is all that is in memory of the queue: about {@value QueueMemory#MESSAGE} octets a
 * message.
 */
public final class Backlog {
    /** Attempts at a time, enough to keep the deliveries busy. */
    static final int AT_ONCE = 1000;

    /** The most for one destination, so that others have their share. */
    private static final int MOST_OF_ONE = AT_ONCE / 2;

    private static final Comparator<QueueItem> SOONEST_FIRST =
            Comparator.comparingLong(QueueItem::dueSecond).thenComparing(QueueItem::id);

    /** Ordered by id, so that it can be iterated in pieces. */
    private final NavigableMap<QueueId, QueueItem> items = new TreeMap<>();

    private final NavigableSet<QueueItem> waiting = new TreeSet<>(SOONEST_FIRST);
    private final Map<String, DestinationQueue> destinations = new HashMap<>();
    private final RoundRobin roundRobin = new RoundRobin();
    private final InternedNames names = new InternedNames();
    private final SharedShares shares = new SharedShares();
    private final BacklogByBinding counts = new BacklogByBinding();
    private final QueueMemory memory;
    private int leftOut;
    private int unread;

    public Backlog(QueueMemory memory) {
        this.memory = memory;
    }

    /** Adds a message that a scan found, unless it is known or there is no room. */
    public synchronized void addFound(BacklogEntry found) {
        if (!items.containsKey(found.id())) {
            add(found);
        }
    }

    /**
     * Adds a message, or puts one back after an attempt or a change. Without room it is left on the
     * disk.
     */
    public synchronized void add(BacklogEntry entry) {
        QueueItem item = idle(entry);
        if (item.weight() == 0) {
            forget(entry.id());
            leftOut++;
        } else if (entry.held()) {
            become(item, State.HELD);
        } else {
            become(item, State.WAITING);
            waiting.add(item);
        }
    }

    /** Adds or puts back a message that was skipped because its host is failing. */
    public synchronized void addUntried(BacklogEntry entry) {
        add(entry);
        QueueItem item = items.get(entry.id());
        if (item != null) {
            item.destination().skip(item);
        }
    }

    /**
     * Makes skipped messages of a destination due.
     *
     * @return whether there are any
     */
    public synchronized boolean bringForward(String key, Instant now) {
        DestinationQueue destination = destinations.get(key);
        List<QueueItem> skipped = destination == null ? List.of() : destination.takeSkipped();
        for (QueueItem item : skipped) {
            waiting.remove(item);
            item.due(now);
            makeReady(item);
        }
        return !skipped.isEmpty();
    }

    /** Adds a message whose attempt has begun, even without room: there are few of them. */
    public synchronized void begin(BacklogEntry entry) {
        QueueId _ = begin(idle(entry));
    }

    /** {@return the message, in a state in which nothing else will take it} */
    private QueueItem idle(BacklogEntry entry) {
        QueueItem item = items.get(entry.id());
        if (item != null) {
            stop(item);
        }
        if (item == null) {
            item = new QueueItem(entry.id(), entry.accepted(), enter(entry.destination()));
            items.put(item.id(), item);
        } else if (!item.destination().key().equals(entry.destination())) {
            leave(item.destination());
            item.moveTo(enter(entry.destination()));
        }
        item.due(entry.due());
        item.expedited(false);
        // It is counted by what the entry says.
        become(item, State.GONE);
        item.indexEntry(entry.indexEntry(), names, shares);
        become(item, State.LOCKED);
        weigh(item, QueueMemory.weight(entry.indexEntry()));
        return item;
    }

    private void become(QueueItem item, State next) {
        counts.moved(item.shares(), item.state(), next);
        item.become(next);
    }

    private void weigh(QueueItem item, int weight) {
        if (item.weight() != weight) {
            memory.giveBack(item.weight());
            item.weight(memory.tryTake(weight) ? weight : 0);
        }
    }

    /** Ends its wait or its attempt. */
    private void stop(QueueItem item) {
        if (item.state() == State.WAITING) {
            waiting.remove(item);
        } else if (item.state() == State.ACTIVE) {
            item.destination().end();
            roundRobin.end(item.destination());
            joinRoundRobin(item.destination());
        }
        become(item, State.LOCKED);
    }

    private DestinationQueue enter(String key) {
        DestinationQueue destination = destinations.get(key);
        if (destination == null) {
            destination = new DestinationQueue(key, MOST_OF_ONE);
            destinations.put(key, destination);
            roundRobin.enter(destination);
        }
        destination.enter();
        return destination;
    }

    private void leave(DestinationQueue destination) {
        if (destination.leave()) {
            destinations.remove(destination.key());
            roundRobin.leave(destination);
        }
    }

    /**
     * Ends an attempt; {@link #add} or {@link #forget} follows.
     *
     * @param reached whether a recipient was served
     */
    public synchronized void ended(QueueId id, boolean reached) {
        QueueItem item = items.get(id);
        if (item != null) {
            item.destination().adjustConcurrency(reached);
            stop(item);
        }
    }

    /** Puts back a message that was locked, with another due time. */
    public synchronized void putOff(QueueId id, Instant due) {
        QueueItem item = items.get(id);
        if (item != null) {
            add(entry(item).dueAt(due));
        }
    }

    /** The message is no longer queued. */
    public synchronized void forget(QueueId id) {
        QueueItem item = items.remove(id);
        if (item != null) {
            stop(item);
            become(item, State.GONE);
            memory.giveBack(item.weight());
            leave(item.destination());
        }
    }

    /** {@return at most so many messages whose attempts begin now} */
    public synchronized List<QueueId> takeDue(Instant now, int most) {
        while (!waiting.isEmpty() && !waiting.first().due().isAfter(now)) {
            makeReady(waiting.pollFirst());
        }
        List<QueueId> taken = new ArrayList<>();
        while (taken.size() < most) {
            Optional<DestinationQueue> turn = roundRobin.next();
            if (turn.isEmpty()) {
                return taken;
            }
            DestinationQueue destination = turn.get();
            destination.leaveRoundRobin();
            destination.next().ifPresent(item -> taken.add(begin(item)));
            joinRoundRobin(destination);
        }
        return taken;
    }

    private void makeReady(QueueItem item) {
        become(item, State.READY);
        item.destination().ready(item);
        joinRoundRobin(item.destination());
    }

    private void joinRoundRobin(DestinationQueue destination) {
        if (destination.joinsRoundRobin()) {
            roundRobin.add(destination);
        }
    }

    private QueueId begin(QueueItem item) {
        become(item, State.ACTIVE);
        item.destination().begin();
        roundRobin.begin(item.destination());
        return item.id();
    }

    /** Locks a message for a change, unless it is being tried or changed. */
    public synchronized boolean take(QueueId id) {
        QueueItem item = items.get(id);
        if (item == null || item.state() == State.LOCKED || item.state() == State.ACTIVE) {
            return false;
        }
        stop(item);
        return true;
    }

    /**
     * Makes a message due, for all its recipients.
     *
     * @return whether it is due now or being tried; a held one isn't changed
     */
    public synchronized boolean makeDue(QueueId id, Instant now) {
        QueueItem item = items.get(id);
        if (item == null || item.state() == State.HELD) {
            return false;
        }
        if (item.state() == State.WAITING) {
            waiting.remove(item);
            item.due(now);
            makeReady(item);
        }
        if (item.state() == State.READY) {
            item.expedited(true);
        }
        return true;
    }

    /** {@return whether all recipients of a message are tried, due or not} */
    public synchronized boolean isExpedited(QueueId id) {
        QueueItem item = items.get(id);
        return item != null && item.isExpedited();
    }

    private static BacklogEntry entry(QueueItem item) {
        return new BacklogEntry(
                item.id(),
                item.accepted(),
                item.destination().key(),
                item.indexEntry(),
                item.due(),
                switch (item.state()) {
                    case WAITING, READY -> QueueListing.State.DEFERRED;
                    case ACTIVE, LOCKED, GONE -> QueueListing.State.ACTIVE;
                    case HELD -> QueueListing.State.HOLD;
                });
    }

    /**
     * {@return all messages, the oldest first} They are read in pieces, so that deliveries continue
     * meanwhile: a message that comes or goes in between may be missed.
     */
    public Iterable<BacklogEntry> all() {
        return () -> new BacklogPages(this::page);
    }

    private synchronized List<BacklogEntry> page(Optional<QueueId> last) {
        NavigableMap<QueueId, QueueItem> rest =
                last.isEmpty() ? items : items.tailMap(last.get(), false);
        List<BacklogEntry> page = new ArrayList<>();
        // No stream: it would ask for the size of the sub-map, which counts all of it.
        Iterator<QueueItem> next = rest.values().iterator();
        while (page.size() < BacklogPages.SIZE && next.hasNext()) {
            page.add(entry(next.next()));
        }
        return page;
    }

    /** {@return whether such a message is known, in whatever state} */
    public synchronized boolean contains(QueueId id) {
        return items.containsKey(id);
    }

    /** A scan begins, which will count again what is left out. */
    public synchronized void beginScan() {
        leftOut = 0;
        unread = 0;
    }

    /** Counts a file that could not be read now. */
    public synchronized void leaveUnread() {
        unread++;
    }

    /** {@return how many files the last scan could not read} */
    public synchronized int unread() {
        return unread;
    }

    /** Counts a message on the disk for which there is no room. */
    public synchronized void leaveOut() {
        leftOut++;
    }

    /** {@return about how many messages are on the disk alone, for lack of room} */
    public synchronized int leftOut() {
        return leftOut;
    }

    /** {@return about how many messages are on the disk alone, for any reason} */
    public synchronized int onDiskAlone() {
        return leftOut + unread;
    }

    /** {@return whether there is room for many of the messages that are on the disk alone} */
    public boolean hasRoomForMany() {
        return memory.hasRoomForMany();
    }

    /** {@return the entry of a message, if it is queued} */
    public synchronized Optional<BacklogEntry> find(QueueId id) {
        return Optional.ofNullable(items.get(id)).map(Backlog::entry);
    }

    public synchronized int count() {
        return items.size();
    }

    /** {@return how much mail each binding has that has any; no message is looked at for it} */
    public synchronized Map<String, QueuedByBinding> byBinding() {
        return counts.all();
    }
}
