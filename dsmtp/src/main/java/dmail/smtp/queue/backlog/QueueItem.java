package dmail.smtp.queue.backlog;

import dmail.smtp.delivery.InternedNames;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.WholeSeconds;
import java.time.Instant;
import java.util.List;

/** The memory's record of one queued message; guarded by {@link Backlog}. */
final class QueueItem {
    /** What happens to it. */
    enum State {
        /** Not due. */
        WAITING,
        /** Due; waits for its turn. */
        READY,
        /** Being tried. */
        ACTIVE,
        /** Locked for a change. */
        LOCKED,
        /** Held. */
        HELD,
        /** Removed. */
        GONE
    }

    private final QueueId id;
    private final long accepted;
    private DestinationQueue destination;
    private List<String> domains = List.of();
    private String sender = "";
    private List<BindingShare> shares = List.of();
    private int octets;
    private boolean whole;
    private long due;
    private State state = State.GONE;
    private boolean skipped;
    private boolean expedited;
    private int weight;

    QueueItem(QueueId id, Instant accepted, DestinationQueue destination) {
        this.id = id;
        this.accepted = accepted.getEpochSecond();
        this.destination = destination;
    }

    QueueId id() {
        return id;
    }

    Instant accepted() {
        return Instant.ofEpochSecond(accepted);
    }

    DestinationQueue destination() {
        return destination;
    }

    void moveTo(DestinationQueue other) {
        destination = other;
        skipped = false;
    }

    List<BindingShare> shares() {
        return shares;
    }

    QueueIndexEntry indexEntry() {
        return new QueueIndexEntry(domains, sender, shares, whole, octets);
    }

    /**
     * Stores the entry; most messages are for the one domain that their destination queue is named
     * after.
     */
    void indexEntry(QueueIndexEntry known, InternedNames names, SharedShares common) {
        domains =
                known.domains().equals(destination.domainAlone())
                        ? destination.domainAlone()
                        : known.domains().stream().map(names::shared).toList();
        sender = names.shared(known.sender());
        shares = common.shared(known.shares(), names);
        whole = known.whole();
        octets = known.octets();
    }

    Instant due() {
        return Instant.ofEpochSecond(due);
    }

    long dueSecond() {
        return due;
    }

    void due(Instant when) {
        due = WholeSeconds.from(when).getEpochSecond();
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    /** {@return whether its destination queue lists it as skipped} */
    boolean isSkipped() {
        return skipped;
    }

    void skipped(boolean from) {
        skipped = from;
    }

    /** {@return whether all its recipients are tried, due or not} */
    boolean isExpedited() {
        return expedited;
    }

    void expedited(boolean from) {
        expedited = from;
    }

    /** {@return the octets of memory taken for it, 0 when there was no room} */
    int weight() {
        return weight;
    }

    void weight(int taken) {
        weight = taken;
    }
}
