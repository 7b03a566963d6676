package dmail.smtp.delivery;

import dmail.common.address.Domain;
import dmail.smtp.queue.Diagnosis;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What waits for one domain of others, in order; guarded by {@link RemoteStreams}. */
final class RemoteStream {
    /** So many connections to one domain at a time, as other mail servers have it. */
    static final int MOST_CONNECTIONS = 20;

    /** With so many it begins, so that a domain that doesn't answer holds no more. */
    private static final int FIRST_CONNECTIONS = 2;

    /** Another connection isn't worth its while for less. */
    private static final int LETTERS_A_CONNECTION = 2;

    private final Domain domain;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int connections;
    private int allowed = FIRST_CONNECTIONS;
    private Optional<Death> death = Optional.empty();

    private record Waiting(Consignment letter, Instant since) {}

    /** Why nothing can be brought there, and for how long that is taken for granted. */
    private record Death(Diagnosis why, Instant end) {}

    RemoteStream(Domain domain) {
        this.domain = domain;
    }

    Domain domain() {
        return domain;
    }

    void add(Consignment letter, Instant now) {
        waiting.addLast(new Waiting(letter, now));
    }

    /** {@return whether its mail has waited since before then} */
    boolean isBehind(Instant then) {
        return !waiting.isEmpty() && waiting.getFirst().since().isBefore(then);
    }

    Optional<Consignment> take() {
        return Optional.ofNullable(waiting.pollFirst()).map(Waiting::letter);
    }

    /** {@return the next one, unless the other connections will soon come to it} */
    Optional<Consignment> takeSpare() {
        return waiting.size() < connections ? Optional.empty() : take();
    }

    List<Consignment> takeAll() {
        List<Consignment> all = waiting.stream().map(Waiting::letter).toList();
        waiting.clear();
        return all;
    }

    /** {@return whether one more connection is to begin; it is then counted} */
    boolean beginsConnection() {
        boolean begins =
                connections < allowed && waiting.size() > LETTERS_A_CONNECTION * connections;
        if (begins) {
            connections++;
        }
        return begins;
    }

    void endsConnection() {
        connections--;
    }

    /** The domain took something: it can take more. */
    void succeeded() {
        allowed = Math.min(MOST_CONNECTIONS, allowed + 1);
        death = Optional.empty();
    }

    void died(Diagnosis why, Instant end) {
        allowed = 1;
        death = Optional.of(new Death(why, end));
    }

    void revive() {
        death = Optional.empty();
    }

    /** {@return why nothing can be brought there now, if that is known} */
    Optional<Diagnosis> deadOf(Instant now) {
        return death.filter(known -> now.isBefore(known.end())).map(Death::why);
    }

    /** {@return whether there is nothing to remember of it} */
    boolean isForgettable(Instant now) {
        return connections == 0 && waiting.isEmpty() && deadOf(now).isEmpty();
    }
}
