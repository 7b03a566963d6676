package dmail.smtp.delivery;

import dmail.smtp.queue.QueueId;
import dmail.smtp.queue.WholeSeconds;
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
    private long due;
    private State state = State.WAITING;
    private boolean spared;

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

    List<String> domains() {
        return domains;
    }

    void domains(List<String> left) {
        domains = left;
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

    /** {@return whether its lane has it among those that were not tried} */
    boolean isSpared() {
        return spared;
    }

    void spared(boolean from) {
        spared = from;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }
}
