package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.message.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The mail that waits for one remote domain, in order; guarded by {@link RemoteStreams}. */
final class RemoteStream {
    /** Connections to one domain at a time, as other mail servers have it. */
    static final int MOST_CONNECTIONS = 20;

    /** The number at first, so that a domain that doesn't answer occupies few. */
    private static final int FIRST_CONNECTIONS = 2;

    static final Duration FIRST_DEATH = Duration.ofMinutes(1);
    private static final Duration LONGEST_DEATH = Duration.ofMinutes(30);

    /** Messages that must wait before another connection is opened. */
    private static final int LETTERS_A_CONNECTION = 2;

    private final Domain domain;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int connections;
    private int allowed = FIRST_CONNECTIONS;
    private Optional<Death> death = Optional.empty();

    private record Waiting(DomainDelivery delivery, Instant since) {}

    /**
     * The reason why the domain can't be reached, and until when no connection is tried.
     *
     * @param length of that time
     */
    record Death(DeliveryStatus why, Instant end, Duration length) {
        /** Another failure this soon counts as the same failure. */
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

    void add(DomainDelivery delivery, Instant now) {
        waiting.addLast(new Waiting(delivery, now));
    }

    /** {@return whether its oldest message has waited since before then} */
    boolean isBehind(Instant then) {
        return !waiting.isEmpty() && waiting.getFirst().since().isBefore(then);
    }

    Optional<DomainDelivery> take() {
        return Optional.ofNullable(waiting.pollFirst()).map(Waiting::delivery);
    }

    /** {@return the next message, unless the other connections will soon get to it} */
    Optional<DomainDelivery> takeSpare() {
        return waiting.size() < connections ? Optional.empty() : take();
    }

    List<DomainDelivery> takeAll() {
        List<DomainDelivery> all = waiting.stream().map(Waiting::delivery).toList();
        waiting.clear();
        return all;
    }

    /** {@return whether to open one more connection; it is then counted} */
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
     * The domain accepted something, so it may get more connections.
     *
     * @return whether it was failing before
     */
    boolean succeeded() {
        boolean recovered = death.isPresent();
        allowed = Math.min(MOST_CONNECTIONS, allowed + 1);
        death = Optional.empty();
        return recovered;
    }

    /**
     * No host could be reached: no connection is tried for a minute, and for twice as long after
     * each further failure.
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

    /** {@return why the domain can't be reached now, if that is known} */
    Optional<Death> deadOf(Instant now) {
        return death.filter(known -> now.isBefore(known.end()));
    }

    /** {@return whether it isn't failing and has no mail} */
    boolean isIdle(Instant now) {
        return connections == 0 && waiting.isEmpty() && deadOf(now).isEmpty();
    }

    /** {@return whether nothing about it needs to be remembered} */
    boolean isForgettable(Instant now) {
        return connections == 0
                && waiting.isEmpty()
                && death.filter(d -> d.isRemembered(now)).isEmpty();
    }
}
