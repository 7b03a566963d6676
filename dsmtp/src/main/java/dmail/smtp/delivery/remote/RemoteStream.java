package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.message.DeliveryStatus;
import java.time.Duration;
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

    static final Duration FIRST_DEATH = Duration.ofMinutes(1);
    private static final Duration LONGEST_DEATH = Duration.ofMinutes(30);

    /** Another connection isn't worth its while for less. */
    private static final int LETTERS_A_CONNECTION = 2;

    private final Domain domain;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int connections;
    private int allowed = FIRST_CONNECTIONS;
    private Optional<Death> death = Optional.empty();

    private record Waiting(DomainDelivery letter, Instant since) {}

    /**
     * Why nothing can be brought there, and for how long that is taken for granted.
     *
     * @param length of this time
     */
    record Death(DeliveryStatus why, Instant end, Duration length) {
        /** Trouble that comes back so soon is the same trouble. */
        private boolean isRemembered(Instant now) {
            return now.isBefore(end.plus(length));
        }
    }

    RemoteStream(Domain domain) {
        this.domain = domain;
    }

    Domain domain() {
        return domain;
    }

    void add(DomainDelivery letter, Instant now) {
        waiting.addLast(new Waiting(letter, now));
    }

    /** {@return whether its mail has waited since before then} */
    boolean isBehind(Instant then) {
        return !waiting.isEmpty() && waiting.getFirst().since().isBefore(then);
    }

    Optional<DomainDelivery> take() {
        return Optional.ofNullable(waiting.pollFirst()).map(Waiting::letter);
    }

    /** {@return the next one, unless the other connections will soon come to it} */
    Optional<DomainDelivery> takeSpare() {
        return waiting.size() < connections ? Optional.empty() : take();
    }

    List<DomainDelivery> takeAll() {
        List<DomainDelivery> all = waiting.stream().map(Waiting::letter).toList();
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

    /**
     * The domain took something: it can take more.
     *
     * @return whether it was in trouble before
     */
    boolean succeeded() {
        boolean recovered = death.isPresent();
        allowed = Math.min(MOST_CONNECTIONS, allowed + 1);
        death = Optional.empty();
        return recovered;
    }

    /**
     * Nobody could be talked to: for a minute nobody asks again, and for twice as long each time
     * that this is so again.
     */
    Death died(DeliveryStatus why, Instant now) {
        allowed = 1;
        Death next =
                deadOf(now)
                        .orElseGet(() -> {
                            Duration length = nextLength(now);
                            return new Death(why, now.plus(length), length);
                        });
        death = Optional.of(next);
        return next;
    }

    private Duration nextLength(Instant now) {
        Duration doubled =
                death.filter(last -> last.isRemembered(now))
                        .map(last -> last.length().multipliedBy(2))
                        .orElse(FIRST_DEATH);
        return doubled.compareTo(LONGEST_DEATH) < 0 ? doubled : LONGEST_DEATH;
    }

    void revive() {
        death = Optional.empty();
    }

    /** {@return why nothing can be brought there now, if that is known} */
    Optional<Death> deadOf(Instant now) {
        return death.filter(known -> now.isBefore(known.end()));
    }

    /** {@return whether it is in no trouble now, and has nothing to do} */
    boolean isIdle(Instant now) {
        return connections == 0 && waiting.isEmpty() && deadOf(now).isEmpty();
    }

    /** {@return whether there is nothing to remember of it} */
    boolean isForgettable(Instant now) {
        return connections == 0
                && waiting.isEmpty()
                && death.filter(d -> d.isRemembered(now)).isEmpty();
    }
}
