package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The mail of one key that waits, in order; guarded by {@link StreamTable}. */
final class RemoteStream {
    /** Connections to one domain at a time, as other mail servers have it. */
    static final int MOST_CONNECTIONS = 32;

    /** The number at first, so that a domain that doesn't answer occupies few. */
    private static final int FIRST_CONNECTIONS = 2;

    static final Duration FIRST_BACKOFF = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(30);

    /** Messages that must wait before another connection is opened. */
    private static final int MESSAGES_PER_CONNECTION = 2;

    private final StreamKey key;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int connections;
    private int allowed = FIRST_CONNECTIONS;
    private int most = MOST_CONNECTIONS;

    /** Whether the limit was raised, and no mail was accepted since. */
    private boolean isRaised;

    /** Workers that end in place of taking more. */
    private int ending;

    private Optional<Backoff> backoff = Optional.empty();
    private Optional<FreshFailure> fresh = Optional.empty();
    private Optional<StreamHold> hold = Optional.empty();

    private record Waiting(DomainDelivery delivery, Instant since) {}

    /**
     * The reason why the domain can't be reached, and until when no connection is tried.
     *
     * @param length of that time
     */
    record Backoff(DeliveryStatus why, Instant end, Duration length) {
        /** Another failure this soon counts as the same failure. */
        private boolean isRemembered(Instant now) {
            return now.isBefore(end.plus(length));
        }
    }

    RemoteStream(StreamKey key) {
        this.key = key;
    }

    StreamKey key() {
        return key;
    }

    Domain domain() {
        return key.domain();
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

    /** {@return about how many messages it has, those that are being sent too} */
    int messages() {
        return connections + waiting.size();
    }

    /** {@return the next message, unless the other connections will soon get to it} */
    Optional<DomainDelivery> takeIfMany() {
        return waiting.size() < connections ? Optional.empty() : take();
    }

    /** Limits the connections at a time. */
    void most(int next) {
        most = next;
    }

    /** {@return whether it has connections} */
    boolean isWorking() {
        return connections > 0;
    }

    /**
     * Limits the connections at a time by new settings. Whoever raises the limit wants more of them
     * now, also while those that are open take no mail.
     *
     * @return how many connections to open; they are then counted
     */
    int review(int next) {
        boolean raises = next > most;
        most = next;
        if (!raises) {
            return 0;
        }
        isRaised = true;
        allowed = Math.max(allowed, next);
        if (hold.isPresent()) {
            return 0;
        }
        int more = Math.clamp(next - connections, 0, waiting.size());
        connections += more;
        return more;
    }

    /** {@return the limit that it waits for} */
    Optional<StreamHold> held() {
        return hold;
    }

    /** It waits for a limit. */
    void hold(StreamHold next) {
        hold = Optional.of(next);
    }

    void endHold() {
        hold = Optional.empty();
    }

    /** Puts mail back in front, which was not tried. */
    void putBack(List<DomainDelivery> deliveries, Instant now) {
        deliveries.reversed().forEach(delivery -> waiting.addFirst(new Waiting(delivery, now)));
    }

    /** {@return whether others are at work than the one who asks} */
    boolean hasOtherWorkers() {
        return connections - ending > 1;
    }

    /** One worker is to end, since the others have all the connections there may be. */
    void endOne() {
        ending++;
    }

    /** {@return whether a worker is to end} */
    boolean takeEnding() {
        if (ending == 0) {
            return false;
        }
        ending--;
        return true;
    }

    List<DomainDelivery> takeAll() {
        List<DomainDelivery> all = waiting.stream().map(Waiting::delivery).toList();
        waiting.clear();
        return all;
    }

    /** {@return whether to open one more connection; it is then counted} */
    boolean beginsConnection() {
        boolean begins =
                hold.isEmpty()
                        && connections < Math.min(allowed, most)
                        && waiting.size() > (isRaised ? 0 : MESSAGES_PER_CONNECTION * connections);
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
        boolean recovered = backoff.isPresent();
        isRaised = false;
        allowed = Math.min(most, allowed + 1);
        endBackoff();
        return recovered;
    }

    /**
     * No host could be reached: no connection is tried for a minute, and for twice as long after
     * each further failure.
     */
    Backoff backOff(DeliveryStatus why, Instant now) {
        allowed = 1;
        Backoff next =
                backoffAt(now)
                        .orElseGet(() -> {
                            Duration length = nextLength(now);
                            return new Backoff(why, now.plus(length), length);
                        });
        backoff = Optional.of(next);
        return next;
    }

    /**
     * No host could be reached, and mail is tried at its own times all the same. The failure is
     * only remembered, so that the end of it is noticed.
     */
    void failed(DeliveryStatus why, Instant now, FreshFailure justNow) {
        allowed = 1;
        backoff = Optional.of(new Backoff(why, now, nextLength(now)));
        fresh = Optional.of(justNow);
    }

    /** {@return a failure just now that counts for a message, too} */
    Optional<DeliveryStatus> failureFor(QueueId message, Instant now) {
        return fresh.isEmpty() ? Optional.empty() : fresh.get().countFor(message, now);
    }

    private Duration nextLength(Instant now) {
        Duration doubled =
                backoff.filter(last -> last.isRemembered(now))
                        .map(last -> last.length().multipliedBy(2))
                        .orElse(FIRST_BACKOFF);
        return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    }

    void endBackoff() {
        backoff = Optional.empty();
        fresh = Optional.empty();
    }

    /** {@return why the domain can't be reached now, if that is known} */
    Optional<Backoff> backoffAt(Instant now) {
        return backoff.filter(known -> now.isBefore(known.end()));
    }

    /** {@return whether it isn't failing, has no mail and waits for no limit} */
    boolean isIdle(Instant now) {
        return connections == 0
                && waiting.isEmpty()
                && hold.isEmpty()
                && backoffAt(now).isEmpty()
                && !isFresh(now);
    }

    /** {@return whether nothing about it needs to be remembered} */
    boolean isForgettable(Instant now) {
        return connections == 0
                && waiting.isEmpty()
                && hold.isEmpty()
                && backoff.filter(d -> d.isRemembered(now)).isEmpty()
                && !isFresh(now);
    }

    private boolean isFresh(Instant now) {
        return fresh.filter(failure -> failure.counts(now)).isPresent();
    }
}
