package dmail.smtp.queue;

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
        UNDER_WAY,
        /** Locked for a change. */
        TAKEN,
        /** Held. */
        HELD,
        /** Removed. */
        GONE
    }

    private final QueueId id;
    private final long accepted;
    private Lane lane;
    private List<String> domains = List.of();
    private String sender = "";
    private int octets;
    private boolean whole;
    private long due;
    private State state = State.WAITING;
    private boolean spared;
    private int weight;

    QueueItem(QueueId id, Instant accepted, Lane lane) {
        this.id = id;
        this.accepted = accepted.getEpochSecond();
        this.lane = lane;
    }

    QueueId id() {
        return id;
    }

    Instant accepted() {
        return Instant.ofEpochSecond(accepted);
    }

    Lane lane() {
        return lane;
    }

    void moveTo(Lane other) {
        lane = other;
        spared = false;
    }

    QueueIndexEntry indexEntry() {
        return new QueueIndexEntry(domains, sender, whole, octets);
    }

    /** Stores the entry; most messages are for the one domain that their lane is named after. */
    void indexEntry(QueueIndexEntry known, InternedNames names) {
        domains =
                known.domains().equals(lane.alone())
                        ? lane.alone()
                        : known.domains().stream().map(names::shared).toList();
        sender = names.shared(known.sender());
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

    /** {@return whether its lane lists it as skipped} */
    boolean isSpared() {
        return spared;
    }

    void spared(boolean from) {
        spared = from;
    }

    /** {@return the octets of memory taken for it, 0 when there was no room} */
    int weight() {
        return weight;
    }

    void weight(int taken) {
        weight = taken;
    }
}
