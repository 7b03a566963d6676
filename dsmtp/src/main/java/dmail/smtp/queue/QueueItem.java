package dmail.smtp.queue;

import dmail.smtp.delivery.InternedNames;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.WholeSeconds;
import java.time.Instant;
import java.util.List;

/** What is in memory of one queued message; guarded by {@link Backlog}. */
final class QueueItem {
    /** What happens to it. */
    enum State {
        /** Waits for its time. */
        WAITING,
        /** Its time has come; it waits for its turn. */
        READY,
        /** Is being tried. */
        UNDER_WAY,
        /** Is being changed. */
        TAKEN,
        /** Waits for the administrator. */
        HELD,
        /** Is no longer queued. */
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

    /**
     * Takes what is known of it; most messages go to the one domain that their lane is named for.
     */
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

    /** {@return whether its lane has it among those that were not tried} */
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
